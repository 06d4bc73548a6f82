"""What a service or a co-funder answers when asked (avis)."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.database import Model
from grants.models.application import Application
from grants.models.user import User
from grants.models.workflow_state import Stateful, state_exists


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
    application: Mapped[Application] = relationship()
    answered_by: Mapped[User | None] = relationship(foreign_keys=answered_by_id)
