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


class Envelope(Journalled, Model):
    __table_args__ = (
        CheckConstraint("charged BETWEEN 0 AND amount", name="never_overspent"),
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
    is_fictif: Mapped[bool] = mapped_column(default=False)
    funder: Mapped[Funder] = relationship()
    round: Mapped["Round"] = relationship(back_populates="envelopes")
    # Write-only: adding a charge must not load the thousand others.
    charges: WriteOnlyMapped[Charge] = relationship(back_populates="envelope")

    @property
    def left(self) -> Money:
        return self.amount - self.charged

    def charge(self, ruling: Ruling, amount: Money, *, at: datetime) -> None:
        """Claim `amount`, or refuse; the caller holds this row's lock."""
        if amount > self.left:
            raise Refused(
                [
                    sentence(
                        "Il reste %(left)s sur l’enveloppe « %(label)s » : %(amount)s n’y tiennent pas.",
                        left=self.left,
                        label=self.label,
                        amount=amount,
                    )
                ]
            )
        self.charges.add(Charge(ruling=ruling, amount=amount, charged_at=at))
        self.charged += amount

    def release(self, charge: Charge, *, at: datetime) -> None:
        """Give back what a ruling claimed; the caller holds this row's lock."""
        charge.released_at = at
        self.charged -= charge.amount
