"""One opening of a call (vague): its calendar and its stages."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.database import Model
from grants.models.call import Call
from grants.models.envelope import Envelope
from grants.models.journal_entry import Journalled
from grants.models.workflow_state import Stateful, state_exists


class Round(Journalled, Stateful, Model):
    __table_args__ = (
        CheckConstraint("opens_at < closes_at", name="in_order"),
        UniqueConstraint("call_id", "key"),
        state_exists(),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey(Call.id), index=True)
    key: Mapped[str]
    number: Mapped[int]
    title: Mapped[str]
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    decisions_at: Mapped[datetime | None]
    announced_at: Mapped[datetime]
    stages: Mapped[list[Any]]  # [{key, label, form, grid, closes_at}], in order
    decided_on: Mapped[date | None]
    extension_reason: Mapped[str | None]
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("round.id"))
    is_historical: Mapped[bool] = mapped_column(default=False)
    call: Mapped[Call] = relationship(back_populates="rounds")
    follows: Mapped["Round | None"] = relationship(remote_side=id)
    envelopes: Mapped[list[Envelope]] = relationship(order_by=Envelope.id, back_populates="round")

    @property
    def is_published(self) -> bool:
        return self.state == "published"

    def closing_of(self, stage_key: str) -> datetime:
        """When the deposit of one stage ends, to the second."""
        stage = next(each for each in self.stages if each["key"] == stage_key)
        return datetime.fromisoformat(stage["closes_at"])

    def takes(self, stage_key: str, at: datetime) -> bool:
        """Whether the deposit of this stage is open: by the calendar, not by the clock's last visit."""
        return self.opens_at <= at < self.closing_of(stage_key) and self.state not in ("decided", "published")
