"""Credits available (enveloppe) and the claims of rulings on them (imputations)."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, WriteOnlyMapped, mapped_column, relationship

from grants.database import Model
from grants.models.funder import Funder
from grants.models.journal_entry import Journalled
from grants.models.ruling import Ruling
from grants.values.money import Money
from grants.values.sentences import sentence
from workflows.errors import Refused

if TYPE_CHECKING:
    from grants.models.round import Round


class Charge(Model):
    """One ruling's claim on one envelope; released, it counts no more but stays."""

    __table_args__ = (CheckConstraint("amount > 0", name="positive"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ruling_id: Mapped[int] = mapped_column(ForeignKey(Ruling.id), index=True)
    envelope_id: Mapped[int] = mapped_column(ForeignKey("envelope.id"), index=True)
    amount: Mapped[Money]
    charged_at: Mapped[datetime]
    released_at: Mapped[datetime | None]
    ruling: Mapped[Ruling] = relationship(back_populates="charges")
    envelope: Mapped["Envelope"] = relationship(back_populates="charges")


class Hold(Model):
    """Credits kept aside while an appeal is examined (crédits réservés); released, it counts no more but stays."""

    __table_args__ = (CheckConstraint("amount > 0", name="positive"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    appeal_id: Mapped[int] = mapped_column(ForeignKey("appeal.id"), index=True)
    envelope_id: Mapped[int] = mapped_column(ForeignKey("envelope.id"), index=True)
    amount: Mapped[Money]
    held_at: Mapped[datetime]
    released_at: Mapped[datetime | None]
    envelope: Mapped["Envelope"] = relationship()


class Envelope(Journalled, Model):
    __table_args__ = (
        CheckConstraint("charged BETWEEN 0 AND amount", name="never_overspent"),
        CheckConstraint("held BETWEEN 0 AND amount - charged", name="holds_what_is_left"),
        UniqueConstraint("round_id", "key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    funder_id: Mapped[int] = mapped_column(ForeignKey(Funder.id), index=True)
    key: Mapped[str]
    label: Mapped[str]
    year: Mapped[int]
    department: Mapped[str | None]  # "52" for what is kept for the region
    theme: Mapped[str | None]
    amount: Mapped[Money]
    charged: Mapped[Money] = mapped_column(default=Money(0))
    held: Mapped[Money] = mapped_column(default=Money(0))  # for appeals
    is_fictif: Mapped[bool] = mapped_column(default=False)
    funder: Mapped[Funder] = relationship()
    round: Mapped["Round"] = relationship(back_populates="envelopes")
    # Write-only: adding a charge must not load the thousand others.
    charges: WriteOnlyMapped[Charge] = relationship(back_populates="envelope")

    @property
    def left(self) -> Money:
        return self.amount - self.charged - self.held

    def charge(self, ruling: Ruling, amount: Money, *, at: datetime) -> None:
        """Claim `amount`, or refuse; the caller holds this row's lock."""
        self.refuse_beyond(amount)
        self.charges.add(Charge(ruling=ruling, amount=amount, charged_at=at))
        self.charged += amount

    def refuse_beyond(self, amount: Money) -> None:
        """`Refused` when this is more than what is left."""
        if amount <= self.left:
            return
        beyond = "Il reste %(left)s sur l’enveloppe « %(label)s » : %(amount)s n’y tiennent pas."
        kept = " Sur cette enveloppe, %(held)s sont réservés pendant des recours." if self.held else ""
        words = {"left": self.left, "label": self.label, "amount": amount}
        raise Refused([sentence(beyond, **words), *([sentence(kept.strip(), held=self.held)] if kept else [])])

    def hold(self, appeal_id: int, amount: Money, *, at: datetime) -> Hold:
        """Keep `amount` aside, or refuse; the caller holds this row's lock."""
        self.refuse_beyond(amount)
        self.held += amount
        return Hold(appeal_id=appeal_id, envelope_id=self.id, amount=amount, held_at=at)

    def let_go(self, hold: Hold, *, at: datetime) -> None:
        """Give back what was kept aside; the caller holds this row's lock."""
        hold.released_at = at
        self.held -= hold.amount

    def release(self, charge: Charge, *, at: datetime) -> None:
        """Give back what a ruling claimed; the caller holds this row's lock."""
        charge.released_at = at
        self.charged -= charge.amount
