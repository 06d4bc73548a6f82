"""What the room's screens ask: one small row a seat and a second, and a few statements when something has moved."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, Select, and_, bindparam, exists, func, select, type_coerce
from sqlalchemy.orm import aliased, joinedload, selectinload

from grants.database import db
from grants.models import (
    AgendaItem,
    Application,
    Envelope,
    Meeting,
    MeetingMember,
    Recusal,
    RoomScreen,
    Round,
    Seat,
)

LATEST = 10  # opinions told beside the file on screen


@dataclass(frozen=True)
class Standing:
    """What one person's screen shows, by two numbers: they rise with the room, and with the round's envelopes."""

    revision: int
    envelopes: str
    item_id: int | None
    seat: Seat | None
    is_recused: bool
    has_links: bool  # recused from some file of this agenda: what they see is their own

    @property
    def may_vote(self) -> bool:
        return self.seat not in (None, Seat.SECRETARY)


def standing_statement() -> Select[Any]:
    """Of one row, written once: each seat asks for it each second."""
    user_id: Any = bindparam("user")
    cents = [type_coerce(each, BigInteger) for each in (Envelope.amount, Envelope.charged + Envelope.held)]
    money = [select(func.sum(each)).where(Envelope.round_id == Meeting.round_id).scalar_subquery() for each in cents]
    mine = and_(MeetingMember.meeting_id == Meeting.id, MeetingMember.user_id == user_id)
    link = exists().where(Recusal.application_id == AgendaItem.application_id, Recusal.user_id == user_id,
                          Recusal.lifted_at.is_(None))  # fmt: skip
    return (
        select(RoomScreen.revision, *money, RoomScreen.item_id, MeetingMember.seat, link, some_link(user_id))
        .select_from(Meeting)
        .outerjoin(RoomScreen, RoomScreen.meeting_id == Meeting.id)
        .outerjoin(AgendaItem, AgendaItem.id == RoomScreen.item_id)
        .outerjoin(MeetingMember, mine)
        .where(Meeting.id == bindparam("meeting"))
    )


def standing(user_id: int, meeting_id: int) -> Standing | None:
    """One statement; None when there is no such meeting."""
    row = db.session.execute(STANDING, {"user": user_id, "meeting": meeting_id}).first()
    if row is None:
        return None
    revision, amount, charged, item_id, seat, is_out, has_links = row
    return Standing(revision or 0, f"{amount or 0}-{charged or 0}", item_id, seat and Seat(seat), is_out, has_links)


def some_link(user_id: Any) -> Any:
    """Whether a file of this meeting's agenda is hidden from this person."""
    line = aliased(AgendaItem)
    mine = exists().where(Recusal.user_id == user_id, Recusal.lifted_at.is_(None), line.meeting_id == Meeting.id)
    return mine.where(Recusal.application_id == line.application_id)


STANDING = standing_statement()


def seated(meeting_id: int) -> Meeting | None:
    """A meeting with its people, and without its agenda."""
    beside = (joinedload(Meeting.round).joinedload(Round.call),
              selectinload(Meeting.members).joinedload(MeetingMember.user))  # fmt: skip
    return db.session.scalar(select(Meeting).filter_by(id=meeting_id).options(*beside))


def one_line(item_id: int) -> AgendaItem | None:
    """One file of the agenda with what its screen shows of it."""
    beside = (joinedload(AgendaItem.application).joinedload(Application.organisation), selectinload(AgendaItem.votes),
              joinedload(AgendaItem.ballot))  # fmt: skip
    return db.session.scalar(select(AgendaItem).filter_by(id=item_id).options(*beside))


def place_of(item: AgendaItem) -> tuple[int, int, int]:
    """Its place on the agenda, how many files there are, how many have their answer; one statement."""
    before = and_(AgendaItem.rank <= item.rank)
    counts = (func.count().filter(before), func.count(), func.count(AgendaItem.outcome))
    place, count, answered = db.session.execute(select(*counts).filter_by(meeting_id=item.meeting_id)).one()
    return place, count, answered


def next_after(item: AgendaItem) -> AgendaItem | None:
    """The next line without an answer, after this one if there is one."""
    waiting = select(AgendaItem).filter_by(meeting_id=item.meeting_id, outcome=None).where(AgendaItem.id != item.id)
    first_after = waiting.order_by(AgendaItem.rank <= item.rank, AgendaItem.rank, AgendaItem.id)
    return db.session.scalar(first_after.options(joinedload(AgendaItem.application)).limit(1))


def latest(meeting_id: int, *, but_for: int | None = None) -> Sequence[AgendaItem]:
    """The opinions keyed last, the newest first; without the files that one person is recused from."""
    told = select(AgendaItem).filter_by(meeting_id=meeting_id).where(AgendaItem.answered_at.is_not(None))
    told = told.options(joinedload(AgendaItem.application).joinedload(Application.organisation))
    if but_for is not None:
        hidden = select(Recusal.application_id).filter_by(user_id=but_for, lifted_at=None)
        told = told.where(AgendaItem.application_id.not_in(hidden))
    return db.session.scalars(told.order_by(AgendaItem.answered_at.desc(), AgendaItem.id.desc()).limit(LATEST)).all()
