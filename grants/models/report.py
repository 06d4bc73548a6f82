"""What the laureate owes (compte rendu), with the indicators it gives."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, Numeric, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.database import Model
from grants.models.application import Application
from grants.models.workflow_state import Stateful, state_exists


class Report(Stateful, Model):
    __table_args__ = (UniqueConstraint("application_id", "key", "period"), state_exists())

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey(Application.id))
    key: Mapped[str]  # of the call file's report
    period: Mapped[str] = mapped_column(default="")  # "2021-03" for a monthly one
    kind: Mapped[str]  # interim, final, monthly
    label: Mapped[str]
    due_at: Mapped[datetime]
    values: Mapped[dict[str, Any]] = mapped_column(default=dict)
    budget: Mapped[dict[str, Any] | None]  # the actual one, in the grid of the forecast
    submitted_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    reason: Mapped[str | None]  # of a revision or a rejection
    application: Mapped[Application] = relationship()
    indicators: Mapped[list["IndicatorValue"]] = relationship(back_populates="report", order_by="IndicatorValue.id")

    @property
    def is_published(self) -> bool:
        return True


class IndicatorValue(Model):
    """One figure a report gives; unknown is not zero."""

    __table_args__ = (UniqueConstraint("report_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey(Report.id))
    key: Mapped[str]
    target: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    value: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    comment: Mapped[str | None]
    report: Mapped[Report] = relationship(back_populates="indicators")


class IndicatorFact(Model):
    """A figure printed in the 2020 report, with its perimeter and its lines."""

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int | None] = mapped_column(ForeignKey("call.id"), index=True)
    application_id: Mapped[int | None] = mapped_column(ForeignKey(Application.id), index=True)
    year: Mapped[int | None]
    department: Mapped[str | None]
    label: Mapped[str]
    unit: Mapped[str | None]
    printed: Mapped[str]  # exactly as printed
    value: Mapped[Decimal | None] = mapped_column(Numeric(16, 2))
    source: Mapped[dict[str, Any]]
