"""The authority's act on one file (décision); one in force per file and funder."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.database import Model
from grants.models.delegation import Delegation
from grants.models.funder import Funder
from grants.models.user import User
from grants.values.money import Money

if TYPE_CHECKING:
    from grants.models.application import Application
    from grants.models.envelope import Charge

IN_FORCE = text("is_in_force")


class Verdict(StrEnum):
    AWARD = "award"  # retenu
    RESERVE = "reserve"  # liste complémentaire
    REFUSAL = "refusal"  # refusé
    NO_ACTION = "no_action"  # sans suite
    SELECTION = "selection"  # retenu sans montant : présélection, label


class GroupAward(Model):
    """One award printed for several files at once (attribution groupée)."""

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    label: Mapped[str]
    amount: Mapped[Money | None]
    decided_at: Mapped[datetime]
    is_historical: Mapped[bool] = mapped_column(default=False)


class Ruling(Model):
    __table_args__ = (
        CheckConstraint("(verdict = 'award') = (amount IS NOT NULL) OR is_historical", name="amount_iff_award"),
        CheckConstraint("amount IS NULL OR amount > 0", name="positive"),
        Index(
            "uq_ruling_in_force", "application_id", "funder_id",
            unique=True, sqlite_where=IN_FORCE, postgresql_where=IN_FORCE,
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    funder_id: Mapped[int] = mapped_column(ForeignKey(Funder.id))
    author_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    delegation_id: Mapped[int | None] = mapped_column(ForeignKey(Delegation.id))
    group_award_id: Mapped[int | None] = mapped_column(ForeignKey(GroupAward.id))
    decided_at: Mapped[datetime]
    verdict: Mapped[Verdict]
    amount: Mapped[Money | None]
    rank: Mapped[int | None]  # on the reserve list
    reason: Mapped[str]
    conditions: Mapped[list[str]] = mapped_column(default=list)
    is_in_force: Mapped[bool] = mapped_column(default=True)
    is_historical: Mapped[bool] = mapped_column(default=False)
    funder: Mapped[Funder] = relationship()
    author: Mapped[User] = relationship()
    delegation: Mapped[Delegation | None] = relationship()
    group_award: Mapped[GroupAward | None] = relationship()
    charges: Mapped[list["Charge"]] = relationship(back_populates="ruling")
    application: Mapped["Application"] = relationship(back_populates="rulings")
