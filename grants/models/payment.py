"""An instalment (avance, acompte, solde), and money that comes back (reversement)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.database import Model
from grants.models.agreement import Agreement
from grants.models.application import Application
from grants.models.envelope import Envelope
from grants.models.workflow_state import Stateful, state_exists
from grants.values.money import Money


class Payment(Stateful, Model):
    __table_args__ = (
        CheckConstraint("amount > 0", name="positive"),
        CheckConstraint("(state = 'paid' OR state = 'recovered') = (paid_on IS NOT NULL)", name="paid_iff_dated"),
        UniqueConstraint("agreement_id", "rank"),
        state_exists(),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey(Application.id), index=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey(Agreement.id))
    envelope_id: Mapped[int | None] = mapped_column(ForeignKey(Envelope.id))
    rank: Mapped[int]
    key: Mapped[str]  # of the call file's instalment
    label: Mapped[str]
    amount: Mapped[Money]
    due_at: Mapped[datetime | None]
    awaits_report_key: Mapped[str | None]  # the report whose approval releases it
    requested_at: Mapped[datetime | None]
    approved_at: Mapped[datetime | None]
    ordered_at: Mapped[datetime | None]
    order_reference: Mapped[str | None]
    paid_on: Mapped[date | None]  # a fact told by the public accountant
    payment_reference: Mapped[str | None]
    reason: Mapped[str | None]  # of a rejection or a cancellation
    application: Mapped[Application] = relationship()
    agreement: Mapped[Agreement] = relationship(back_populates="payments")

    @property
    def is_published(self) -> bool:
        return self.application.is_published


class Recovery(Stateful, Model):
    __table_args__ = (CheckConstraint("amount > 0", name="positive"), state_exists())

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey(Application.id), index=True)
    payment_id: Mapped[int] = mapped_column(ForeignKey(Payment.id), index=True)
    amount: Mapped[Money]
    reason: Mapped[str]
    proposed_at: Mapped[datetime]
    hear_by_at: Mapped[datetime]
    observations: Mapped[str | None]
    pay_by_at: Mapped[datetime | None]
    title_reference: Mapped[str | None]  # titre de perception
    collected_on: Mapped[date | None]
    application: Mapped[Application] = relationship()
    payment: Mapped[Payment] = relationship()

    @property
    def is_published(self) -> bool:
        return True
