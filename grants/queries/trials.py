"""The dry run of a new version: what it would change for the files already begun."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from grants.database import db
from grants.definitions import facts
from grants.definitions.call import CallFile
from grants.definitions.comparing import Effect, effect, former
from grants.definitions.question import Question
from grants.models import Answer, Application, Call, CallDefinition
from grants.values import clock
from workflows.states import ApplicationState as S

LARGEST = 500  # drafts read in one dry run; more are counted, not read
BEGUN = (S.DRAFT, S.INVITED)


@dataclass(frozen=True)
class Trial:
    """One draft, and what would change for it; none when its stage would no longer exist."""

    application: Application
    effect: Effect | None


def by_version(call: Call) -> Sequence[tuple[int, int, int]]:
    """(version, files begun with it, of which not yet handed in)."""
    is_draft = Application.state.in_(BEGUN)
    counted = select(CallDefinition.number, func.count(), func.count().filter(is_draft))
    here = counted.join(Application, Application.definition_id == CallDefinition.id)
    here = here.where(Application.call_id == call.id)
    rows = db.session.execute(here.group_by(CallDefinition.number).order_by(CallDefinition.number))
    return [(number, begun, drafts) for number, begun, drafts in rows]


def of_drafts(call: Call, new: CallFile) -> list[Trial]:
    """What would change for each file not yet handed in."""
    files = drafts_of(call)
    said = answers_of([each.id for each in files])
    today = clock.today()
    return [Trial(each, tried(each, new, said.get(each.id, {}), today)) for each in files]


def tried(application: Application, new: CallFile, said: dict[str, dict[str, object]], today: date) -> Effect | None:
    old = application.file
    answers = said.get(old.form_of(application.stage_key).key, {})
    return effect(old, new, application.stage_key, answers, facts.derived(old, answers, submitted_on=today))


def drafts_of(call: Call) -> Sequence[Application]:
    here = select(Application).filter_by(call_id=call.id).where(Application.state.in_(BEGUN)).order_by(Application.id)
    return db.session.scalars(here.options(joinedload(Application.definition)).limit(LARGEST)).all()


def answers_of(ids: Sequence[int]) -> dict[int, dict[str, dict[str, object]]]:
    """File → form → answers, in one statement."""
    found: dict[int, dict[str, dict[str, object]]] = {}
    for row in db.session.scalars(select(Answer).where(Answer.application_id.in_(ids))):
        found.setdefault(row.application_id, {}).setdefault(row.form_key, {}).update(row.values)
    return found


def vanished(application: Application, answers: dict[str, object]) -> list[tuple[Question | None, str, object]]:
    """Answers whose question the form no longer asks, with the question as an earlier version asked it."""
    kept = former(application.file.form_of(application.stage_key), answers)
    if not kept:
        return []
    earlier = select(CallDefinition).filter_by(call_id=application.call_id).order_by(CallDefinition.number.desc())
    known = {question.key: question for version in reversed(db.session.scalars(earlier).all())
             for form in version.file.form for question in form.questions}  # fmt: skip
    return [(known.get(key), key, value) for key, value in kept.items()]
