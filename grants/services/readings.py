"""The readings of a round given together: one act a file, and what was refused is told; the round's rules."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import delete

from grants.database import db
from grants.models import ReadingRule, Round
from grants.policies.access import can
from grants.services import reviews
from grants.services.command import Act, command
from workflows.errors import NotAllowed, Refused, Stale

ORGANISE = "round.share_readings"
CHANGED = "le dossier a changé depuis que la page est ouverte"


@dataclass(frozen=True, order=True)
class Wanted:
    """One reading to give: the file, the version of it that was seen, and who reads."""

    file_id: int
    version: int
    reviewer_id: int


@dataclass(frozen=True)
class Outcome:
    """How many readings were given and taken back; for each file left as it was, why."""

    given: int
    taken: int
    refused: tuple[tuple[int, str], ...]


def share(actor_id: int, wanted: Iterable[Wanted], taken: Iterable[tuple[int, int, int]], *, due_on: date) -> Outcome:
    """Take back, then give, file by file; `taken`: (file, reading, its version). One that is refused stops no other."""
    refused: list[tuple[int, str]] = []
    removed = sum(take_back(actor_id, *each, refused) for each in taken)
    given = 0
    for (file_id, version), some in groupby(sorted(wanted), key=lambda each: (each.file_id, each.version)):
        people = [each.reviewer_id for each in some]
        given += give(actor_id, file_id, version, people, due_on, refused)
    return Outcome(given, removed, tuple(refused))


def take_back(actor_id: int, file_id: int, review_id: int, version: int, refused: list[tuple[int, str]]) -> int:
    try:
        reviews.unassign(actor_id, review_id, version=version)
    except (Refused, NotAllowed, Stale) as error:
        refused.append((file_id, why(error)))
        return 0
    return 1


def give(
    actor_id: int, file_id: int, version: int, people: list[int], due_on: date, refused: list[tuple[int, str]]
) -> int:
    try:
        reviews.assign(actor_id, file_id, version=version, reviewer_ids=people, due_on=due_on)
    except (Refused, NotAllowed, Stale) as error:
        refused.append((file_id, why(error)))
        return 0
    return len(people)


def why(error: Exception) -> str:
    if isinstance(error, Refused):
        return " ".join(map(str, error.reasons))
    return CHANGED if isinstance(error, Stale) else "cet acte ne vous revient pas"


@command
def add_rule(act: Act, round_id: int, *, reviewer_id: int, theme: str | None, department: str | None) -> None:
    """From now on, files of this theme and department are proposed to this person; nothing is given by itself."""
    round = organised(act, round_id)
    if not theme and not department:
        raise Refused(["Choisissez un thème, un département, ou les deux."])
    db.session.add(
        ReadingRule(round_id=round.id, reviewer_id=reviewer_id, theme=theme or None, department=department or None)
    )
    act.record(round, "round.add_reading_rule", reviewer_id=reviewer_id, theme=theme, department=department)


@command
def remove_rule(act: Act, round_id: int, rule_id: int) -> None:
    """The rule proposes nothing any more; readings already given stay."""
    round = organised(act, round_id)
    db.session.execute(delete(ReadingRule).filter_by(id=rule_id, round_id=round.id))
    act.record(round, "round.remove_reading_rule", rule_id=rule_id)


def organised(act: Act, round_id: int) -> Round:
    round = act.lock(Round, round_id)
    if not can(act.actor, ORGANISE, round):
        raise NotAllowed(ORGANISE)
    return round
