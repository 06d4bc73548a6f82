"""The funder's judgement of the result, and the applicant's appeal against a ruling."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.database import Model
from grants.models.application import Application
from grants.models.ruling import Ruling
from grants.models.user import User
from grants.models.workflow_state import Stateful, state_exists


class Evaluation(Stateful, Model):
    __table_args__ = (state_exists(),)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey(Application.id), unique=True)
    planned_at: Mapped[datetime]
    due_at: Mapped[datetime]
    marks: Mapped[dict[str, Any]] = mapped_column(default=dict)  # relevance, effectiveness, efficiency, impact → 0–5
    conclusion: Mapped[str | None]
    recommendation: Mapped[str | None]  # renew, adapt, stop
    indicators: Mapped[list[Any] | None]  # frozen at the approval
    author_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    submitted_at: Mapped[datetime | None]
    approved_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    application: Mapped[Application] = relationship()
    author: Mapped[User | None] = relationship()

    @property
    def is_published(self) -> bool:
        return self.published_at is not None


class Appeal(Stateful, Model):
    __table_args__ = (state_exists(),)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey(Application.id), index=True)
    ruling_id: Mapped[int | None] = mapped_column(ForeignKey(Ruling.id))
    against: Mapped[str]  # the state that is contested
    grounds: Mapped[str]
    filed_at: Mapped[datetime]
    answer_by_at: Mapped[datetime]  # silence after two months is a rejection
    answer: Mapped[str | None]
    answered_at: Mapped[datetime | None]
    application: Mapped[Application] = relationship()

    @property
    def is_published(self) -> bool:
        return True
