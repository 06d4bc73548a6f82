"""What a service or a co-funder answers when asked (avis)."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.database import Model
from grants.models.application import Application
from grants.models.user import User
from grants.models.workflow_state import Stateful, state_exists
from workflows.states import OpinionState


class OpinionAnswer(StrEnum):
    FAVOURABLE = "favourable"  # favorable
    WITH_RESERVATIONS = "with_reservations"  # favorable avec réserves
    UNFAVOURABLE = "unfavourable"  # défavorable


class Opinion(Stateful, Model):
    __table_args__ = (state_exists(),)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey(Application.id), index=True)
    service: Mapped[str] = mapped_column(index=True)
    service_label: Mapped[str]
    question: Mapped[str]
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    due_at: Mapped[datetime]
    answer: Mapped[OpinionAnswer | None]
    reason: Mapped[str | None]
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    email: Mapped[str | None]  # of who answers by a link, without an account; lower case
    sections: Mapped[list[str]] = mapped_column(default=list)  # form-section; none: all that a service may read
    pieces: Mapped[list[str]] = mapped_column(default=list)  # keys of the pieces shown with the question
    link_serial: Mapped[int] = mapped_column(default=0)  # raised at each link: the one before dies
    link_digest: Mapped[str | None] = mapped_column(unique=True)  # of the link's token, which is kept nowhere
    link_ends_at: Mapped[datetime | None]
    application: Mapped[Application] = relationship()
    answered_by: Mapped[User | None] = relationship(foreign_keys=answered_by_id)
    asked_by: Mapped[User] = relationship(foreign_keys=asked_by_id)
    replies: Mapped[list["OpinionReply"]] = relationship(back_populates="opinion", order_by="OpinionReply.id")

    def is_late(self, at: datetime) -> bool:
        return self.state == OpinionState.ASKED and self.due_at < at


class OpinionReply(Model):
    """Each answer that was given, the last one in force: what was changed stays to be read."""

    id: Mapped[int] = mapped_column(primary_key=True)
    opinion_id: Mapped[int] = mapped_column(ForeignKey(Opinion.id), index=True)
    answer: Mapped[OpinionAnswer]
    reason: Mapped[str]
    given_at: Mapped[datetime]
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))  # none: by the link
    opinion: Mapped[Opinion] = relationship(back_populates="replies")
    given_by: Mapped[User | None] = relationship()
