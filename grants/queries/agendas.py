"""What the secretariat may put on an agenda: the lines that are there, then the files that are ready."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from grants.database import db
from grants.models import AgendaItem, Application, Meeting, Recusal, Review, ReviewStatus, Round, User
from grants.queries import meetings, second_calls


@dataclass(frozen=True)
class Line:
    """A file, its place on the agenda (none: ready and not there), its raw score and the hour when it is heard."""

    file: Application
    rank: int | None
    score: float | None
    hearing_at: datetime | None = None
    is_answered: bool = False


SORTS: dict[str, Callable[[Line], Any]] = {
    "score": lambda line: (-(line.score or -1.0), line.file.id),
    "number": lambda line: line.file.number,
    "place": lambda line: (line.file.department or "", line.file.number),
}


def lines(meeting: Meeting, user: User) -> list[Line]:
    """What this person may see of the agenda, in order, then of the files that wait; four statements."""
    ready = addable(meeting)
    items = db.session.scalars(
        select(AgendaItem).filter_by(meeting_id=meeting.id).order_by(AgendaItem.rank, AgendaItem.id)
        .options(joinedload(AgendaItem.application).joinedload(Application.organisation))
    ).all()  # fmt: skip
    files = [*(each.application for each in items), *ready]
    scores, hidden = scores_of(files), recused_from(user, files)
    placed = [
        Line(each.application, each.rank, scores.get(each.application_id), each.hearing_at, bool(each.outcome))
        for each in items
    ]
    found = placed + [Line(each, None, scores.get(each.id)) for each in ready]
    return [each for each in found if each.file.id not in hidden]


def addable(meeting: Meeting) -> list[Application]:
    """The files that wait; for a second call, those of the first agenda alone."""
    ready = meetings.waiting(meeting.round)
    first = second_calls.left_by(meeting.follows) if meeting.follows else None
    return [each for each in ready if first is None or each.id in first]


def choosable(round: Round, user: User) -> list[Line]:
    """The files that wait, but for those that this person is recused from; the best raw score first."""
    ready = meetings.waiting(round)
    scores, hidden = scores_of(ready), recused_from(user, ready)
    return [Line(each, None, scores.get(each.id)) for each in ready if each.id not in hidden]


def scores_of(files: Sequence[Application]) -> dict[int, float]:
    """The mean of each file's readings; one statement."""
    rows = (
        select(Review.application_id, func.avg(Review.total))
        .join(Application, Application.id == Review.application_id)
        .where(Review.application_id.in_([each.id for each in files]), Review.status == ReviewStatus.SCORED)
        .where(Review.stage_key == Application.stage_key)
        .group_by(Review.application_id)
    )
    return {file: float(mean) for file, mean in db.session.execute(rows)}


def recused_from(user: User, files: Sequence[Application]) -> set[int]:
    mine = select(Recusal.application_id).filter_by(user_id=user.id, lifted_at=None)
    return set(db.session.scalars(mine.where(Recusal.application_id.in_([each.id for each in files]))))
