"""Where a subject stands in its workflow, for `components/lanes.html`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import Any

from flask_babel import gettext as _

from grants.filters import date_short, stamp
from grants.languages import translated
from grants.queries.timelines import Passage
from workflows import paths
from workflows.draw import LANES
from workflows.engine import TO_COME, Step, Workflow
from workflows.roles import Role
from workflows.words.people import PEOPLE

OWN = (Role.APPLICANT, Role.REPRESENTATIVE)
WITHDRAWN = "withdrawn"
GENERIC = {"committee": "Avis du comité", "authority": "Décision"}  # what a fork to come is called


@dataclass(frozen=True)
class Stop:
    """One line of the drawing."""

    label: str
    lane: int  # 1, 2, …
    status: str  # passed, now, possible
    when: str = ""


@dataclass(frozen=True)
class Drawing:
    """What `lanes(drawing.steps, drawing.lanes, drawing.others)` shows."""

    steps: list[Stop]
    lanes: list[str]
    others: list[str]


def lanes_of(subject: Any, passed: Sequence[Passage], *, is_applicant: bool = False) -> Drawing:
    """The way passed, the place, what usually follows; other issues apart. Applicants see their own side only."""
    workflow: Workflow = subject.workflow
    before = states_before(subject, passed)
    after = paths.onward(workflow, subject.state)
    lanes = ["association", "administration"] if is_applicant else list(LANES.values())
    stops = [
        *(stop(subject, each.state, "passed", is_applicant, when(each.at, is_applicant)) for each in before),
        stop(subject, subject.state, "now", is_applicant, here_since(subject, passed, is_applicant)),
        *(fork(subject, state, before=previous, is_applicant=is_applicant)
          for previous, state in pairwise([subject.state, *after])),
    ]  # fmt: skip
    return Drawing(list(merged(stops, is_applicant)), lanes, others_of(subject, after, is_applicant))


def states_before(subject: Any, passed: Sequence[Passage]) -> list[Passage]:
    """Each state that was left, in order, without going twice through the same one."""
    way = [each for each in passed if each.state != subject.state]
    known = {each.state: each for each in way}
    return sorted(known.values(), key=lambda each: each.at)


def here_since(subject: Any, passed: Sequence[Passage], is_applicant: bool) -> str:
    """Since when, and whom one waits for; applicants are told only when it is they."""
    last = next((each.at for each in reversed(passed) if each.state == subject.state), None)
    step: Step = subject.step
    said = step.awaits if not is_applicant or step.awaits in OWN else None
    waits = _("attend %(who)s", who=translated(PEOPLE[said])) if said else ""
    since = _("depuis le %(day)s", day=date_short(last)) if isinstance(last, datetime) else ""
    return " · ".join(filter(None, (since, waits)))


def stop(subject: Any, state: str, status: str, is_applicant: bool, when: str = "") -> Stop:
    step = subject.workflow.steps[state]
    if not is_applicant:
        return Stop(step.staff, list(LANES).index(step.lane) + 1, status, when)
    hidden = step.hidden and not subject.is_published
    lane = 1 if step.lane == "association" else 2
    return Stop(TO_COME if hidden else step.applicant, lane, status, "" if hidden else when)


def fork(subject: Any, state: str, *, before: str, is_applicant: bool) -> Stop:
    """A state to come; where the committee or the authority will choose, the choice is not foretold."""
    found = stop(subject, state, "possible", is_applicant)
    workflow, lane = subject.workflow, subject.workflow.steps[state].lane
    rivals = {str(row.target) for row in paths.leaving(workflow, before) if workflow.steps[row.target].lane == lane}
    if workflow.name.endswith(".application") and len(rivals) > 1 and lane in GENERIC and not is_applicant:
        return replace(found, label=GENERIC[lane])
    return found


def merged(stops: Sequence[Stop], is_applicant: bool) -> Iterator[Stop]:
    """For applicants, several states of the staff are one: they learn neither which, nor when it changed."""
    shown: list[Stop] = []
    for each in stops:
        if is_applicant and shown and shown[-1].label == each.label:
            each = absorbed(shown.pop(), each)
        shown.append(each)
    yield from shown


def absorbed(first: Stop, each: Stop) -> Stop:
    """The first of two alike, which becomes the present place when the second is."""
    if first.status == "passed" and each.status == "now":
        return replace(first, status="now", when=_("depuis %(when)s", when=first.when))
    return first


def when(at: datetime, is_applicant: bool) -> str:
    """To the minute for the staff."""
    return _("le %(day)s", day=date_short(at)) if is_applicant else stamp(at)


def others_of(subject: Any, after: Sequence[str], is_applicant: bool) -> list[str]:
    """Where else the subject may go from here, in words; the same from every outcome that is not told yet."""
    workflow: Workflow = subject.workflow
    if is_applicant and subject.step.hidden and not subject.is_published:
        return [translated(workflow.steps[WITHDRAWN].applicant).lower()] if WITHDRAWN in workflow.steps else []
    if subject.state in workflow.final:
        return []
    aside = paths.aside(workflow, subject.state, after)
    if is_applicant:
        aside = [state for state in aside if workflow.steps[state].lane == "association"]
    words = [translated(stop(subject, state, "possible", is_applicant).label) for state in aside]
    return [each[0].lower() + each[1:] for each in dict.fromkeys(words)]
