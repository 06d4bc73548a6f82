"""The legal act that funds (arrêté ou convention) and its amendments (avenants)."""

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.database import Model
from grants.models.application import Application
from grants.models.funder import Funder
from grants.models.ruling import Ruling
from grants.models.workflow_state import Stateful, state_exists
from grants.values.money import Money

if TYPE_CHECKING:
    from grants.models.payment import Payment

RUNNING = text("state <> 'terminated'")


class AgreementKind(StrEnum):
    ORDER = "order"  # arrêté
    CONVENTION = "convention"


class Agreement(Stateful, Model):
    __table_args__ = (
        Index("uq_agreement_of_ruling", "ruling_id", unique=True, sqlite_where=RUNNING, postgresql_where=RUNNING),
        CheckConstraint("amount IS NOT NULL OR is_historical", name="amount_known"),
        state_exists(),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey(Application.id), index=True)
    ruling_id: Mapped[int | None] = mapped_column(ForeignKey(Ruling.id))
    funder_id: Mapped[int] = mapped_column(ForeignKey(Funder.id))
    kind: Mapped[AgreementKind]
    reference: Mapped[str] = mapped_column(unique=True)
    object: Mapped[str]
    amount: Mapped[Money | None]  # as first granted; amendments come on top
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    drafted_at: Mapped[datetime]
    send_by_at: Mapped[datetime | None]
    sign_by_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    organisation_signed_at: Mapped[datetime | None]
    organisation_signatory: Mapped[str | None]
    signed_at: Mapped[datetime | None]
    notified_at: Mapped[datetime | None]  # the 60-day payment clock starts here
    closed_at: Mapped[datetime | None]
    termination_reason: Mapped[str | None]
    commitment_reference: Mapped[str | None]  # engagement juridique, 10 digits
    signed_scan_digest: Mapped[str | None] = mapped_column(ForeignKey("stored_file.digest"))
    is_historical: Mapped[bool] = mapped_column(default=False)
    application: Mapped[Application] = relationship()
    ruling: Mapped[Ruling | None] = relationship()
    funder: Mapped[Funder] = relationship()
    amendments: Mapped[list["Amendment"]] = relationship(back_populates="agreement", order_by="Amendment.number")
    payments: Mapped[list["Payment"]] = relationship(back_populates="agreement", order_by="Payment.rank")

    @property
    def is_convention(self) -> bool:
        return self.kind is AgreementKind.CONVENTION

    @property
    def is_published(self) -> bool:
        return self.application.is_published

    @property
    def amended_amount(self) -> Money:
        """Granted plus every amendment, in euros; an unknown amount counts for nothing."""
        return Money.total([self.amount, *(each.difference for each in self.amendments)])


class Amendment(Model):
    """A change of an agreement with its own signature (avenant)."""

    __table_args__ = (UniqueConstraint("agreement_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey(Agreement.id))
    number: Mapped[int]
    year: Mapped[int]
    reason: Mapped[str]
    difference: Mapped[Money]  # a rise or, below zero, a cut
    ends_on: Mapped[date | None]
    signed_at: Mapped[datetime | None]
    agreement: Mapped[Agreement] = relationship(back_populates="amendments")
