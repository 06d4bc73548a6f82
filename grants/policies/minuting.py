"""Who signs the minutes of a meeting first: who presided and may read them whole, the president or somebody else."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, select
from sqlalchemy.orm import aliased, joinedload

from grants.database import db
from grants.models import AgendaItem, Meeting, MeetingMember, Recusal, Seat


def first_signers(meeting: Meeting) -> Sequence[MeetingMember]:
    """The president who was there; else the vice-president, else any member with a voice who was; one of them signs."""
    here = select(MeetingMember).where(MeetingMember.meeting_id == meeting.id, signs_first(MeetingMember))
    return db.session.scalars(here.options(joinedload(MeetingMember.user)).order_by(MeetingMember.id)).all()


def is_replaced(meeting: Meeting) -> bool:
    """Whether somebody signs in the president's place."""
    found = first_signers(meeting)
    return bool(found) and all(each.seat is not Seat.PRESIDENT for each in found)


def is_away(meeting: Meeting) -> bool:
    """Whether the president is noted absent: somebody else presided."""
    return all(not each.is_present for each in meeting.members if each.seat is Seat.PRESIDENT)


def signs_first(member: Any) -> ColumnElement[bool]:
    """Nobody of the meeting comes before this member."""
    other = aliased(MeetingMember)
    before = exists().where(other.meeting_id == member.meeting_id, turn(other) < turn(member))
    return and_(turn(member).is_not(None), ~before.correlate_except(other))


def turn(member: Any) -> Any:
    """1 for who comes first; where nobody who was there reads it all, who presided signs what they read.

    The president comes last though absent: where nobody was there, the minutes need somebody's hand.
    """
    president, vice = member.seat == Seat.PRESIDENT, member.seat == Seat.VICE_PRESIDENT
    whole = case((president, 1), (vice, 2), (member.seat != Seat.SECRETARY, 3))
    return case(
        (and_(member.is_present, ~is_recused(member)), whole),
        (and_(member.is_present, president), 4),
        (and_(member.is_present, vice), 5),
        (president, 6),
    )


def is_recused(member: Any) -> ColumnElement[bool]:
    """From some file of the agenda."""
    line, link = aliased(AgendaItem), aliased(Recusal)
    here = exists().where(line.meeting_id == member.meeting_id, link.application_id == line.application_id)
    return here.where(link.user_id == member.user_id, link.lifted_at.is_(None)).correlate_except(line, link)


def recused_there(meeting: Meeting) -> set[int]:
    """The people recused from some file of the agenda."""
    files = select(AgendaItem.application_id).filter_by(meeting_id=meeting.id)
    links = select(Recusal.user_id).where(Recusal.application_id.in_(files), Recusal.lifted_at.is_(None))
    return set(db.session.scalars(links))
