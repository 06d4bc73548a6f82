"""A committee meeting (séance): members, agenda, votes, minutes."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.database import Model
from grants.models.application import Application
from grants.models.round import Round
from grants.models.user import User
from grants.models.workflow_state import Stateful, Versioned, state_exists
from grants.values.money import Money

if TYPE_CHECKING:
    from grants.models.ballot import BallotCount


class Seat(StrEnum):
    PRESIDENT = "president"  # présidence
    VICE_PRESIDENT = "vice_president"  # présidence suppléante
    MEMBER = "member"  # membre
    CONCERNED_PERSON = "concerned_person"  # personne concernée
    SECRETARY = "secretary"  # secrétariat, sans voix


class Choice(StrEnum):
    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


class Meeting(Stateful, Model):
    __table_args__ = (state_exists(),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey(Round.id), index=True)
    title: Mapped[str]
    held_at: Mapped[datetime]
    place: Mapped[str]
    directions: Mapped[str] = mapped_column(default="", server_default="")  # how those who are heard get there
    hearing_minutes: Mapped[int | None]  # of each hearing (audition); none when nobody is heard
    quorum: Mapped[int]
    required_seats: Mapped[list[str]] = mapped_column(default=list, server_default="[]")  # of its call; funder:<key>
    is_secret: Mapped[bool] = mapped_column(default=False, server_default=false())  # how its files are voted on
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"))  # without quorum: this one is its second
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    adjourned_reason: Mapped[str | None]  # why it stopped before its end, or was never held
    minutes: Mapped[str | None]
    minutes_digest: Mapped[str | None]  # of the signed minutes, then frozen
    signed_at: Mapped[datetime | None]
    round: Mapped[Round] = relationship()
    members: Mapped[list["MeetingMember"]] = relationship(back_populates="meeting", order_by="MeetingMember.id")
    agenda: Mapped[list["AgendaItem"]] = relationship(back_populates="meeting", order_by="AgendaItem.rank")
    follows: Mapped["Meeting | None"] = relationship(remote_side=id)

    @property
    def is_published(self) -> bool:
        return self.signed_at is not None


class MeetingMember(Model):
    __table_args__ = (
        UniqueConstraint("meeting_id", "user_id"),
        CheckConstraint("proxy_id IS NULL OR NOT is_present", name="present_or_represented"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey(Meeting.id))
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id), index=True)
    seat: Mapped[Seat]
    is_present: Mapped[bool] = mapped_column(default=False)
    proxy_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))  # who votes for an absent member (pouvoir)
    meeting: Mapped[Meeting] = relationship(back_populates="members")
    user: Mapped[User] = relationship(foreign_keys=user_id)

    @property
    def has_vote(self) -> bool:
        return self.seat is not Seat.SECRETARY


class AgendaItem(Versioned, Model):
    """One file of the agenda; its version lets a late vote know that the answer was keyed."""

    __table_args__ = (UniqueConstraint("meeting_id", "application_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey(Meeting.id))
    application_id: Mapped[int] = mapped_column(ForeignKey(Application.id), index=True)
    rank: Mapped[int]
    hearing_at: Mapped[datetime | None]  # audition
    is_secret: Mapped[bool] = mapped_column(default=False, server_default=false())
    is_counted: Mapped[bool] = mapped_column(default=False, server_default=false())  # the secret vote is over
    outcome: Mapped[str | None]  # the act that answered: application.recommend…
    answered_at: Mapped[datetime | None]
    amount: Mapped[Money | None]
    reason: Mapped[str | None]
    meeting: Mapped[Meeting] = relationship(back_populates="agenda")
    application: Mapped[Application] = relationship()
    votes: Mapped[list["Vote"]] = relationship(back_populates="item")
    ballot: Mapped["BallotCount | None"] = relationship(viewonly=True)


class Vote(Model):
    """One member's open vote on one file."""

    __table_args__ = (UniqueConstraint("item_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey(AgendaItem.id))
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    cast_by_id: Mapped[int] = mapped_column(ForeignKey(User.id))  # the holder of a proxy
    choice: Mapped[Choice]
    item: Mapped[AgendaItem] = relationship(back_populates="votes")
    user: Mapped[User] = relationship(foreign_keys=user_id)
