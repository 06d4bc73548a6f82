"""Who signs the minutes of a meeting first: its president, or in their place somebody who may read them whole."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, null, select
from sqlalchemy.orm import aliased, joinedload

from grants.database import db
from grants.models import AgendaItem, Meeting, MeetingMember, Recusal, Seat


def first_signers(meeting: Meeting) -> Sequence[MeetingMember]:
    """The president; else the vice-president, else any member with a voice who was there; one of them signs."""
    here = select(MeetingMember).where(MeetingMember.meeting_id == meeting.id, signs_first(MeetingMember))
    return db.session.scalars(here.options(joinedload(MeetingMember.user)).order_by(MeetingMember.id)).all()


def is_replaced(meeting: Meeting) -> bool:
    """Whether somebody signs in the president's place."""
    found = first_signers(meeting)
    return bool(found) and all(each.seat is not Seat.PRESIDENT for each in found)


def signs_first(member: Any) -> ColumnElement[bool]:
    """Nobody of the meeting comes before this member."""
    other = aliased(MeetingMember)
    before = exists().where(other.meeting_id == member.meeting_id, turn(other) < turn(member))
    return and_(turn(member).is_not(None), ~before.correlate_except(other))


def turn(member: Any) -> Any:
    """1 for who comes first; a recused president comes last: where nobody reads it all, they sign what they read."""
    president, voting = member.seat == Seat.PRESIDENT, member.seat != Seat.SECRETARY
    return case(
        (and_(president, is_recused(member)), 4),
        (is_recused(member), null()),
        (president, 1),
        (and_(member.seat == Seat.VICE_PRESIDENT, member.is_present), 2),
        (and_(voting, member.is_present), 3),
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
