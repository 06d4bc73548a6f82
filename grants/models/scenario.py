"""What-if selections of a round (scénarios): who would have how much, under which rules; none of them decides."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Numeric, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.database import Model
from grants.models.application import Application
from grants.models.round import Round
from grants.models.user import User
from grants.models.workflow_state import Versioned
from grants.values.money import Money


class Place(StrEnum):
    IN = "in"  # à retenir
    RESERVE = "reserve"  # liste complémentaire
    OUT = "out"  # à ne pas retenir


class CalculationKind(StrEnum):
    PROPOSAL = "proposal"  # proposition du calcul
    EXPLANATION = "explanation"  # pourquoi ce dossier


class Scenario(Versioned, Model):
    """One named selection of its author, whom the deciders of the round may be shown."""

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey(Round.id), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey(User.id), index=True)
    name: Mapped[str]
    is_shared: Mapped[bool] = mapped_column(default=False)
    keeps_hand: Mapped[bool] = mapped_column(default=True)  # the calculation keeps what was placed by hand
    rules: Mapped[list[Any]] = mapped_column(default=list)  # those of grants.definitions.selection_rules, as written
    gap: Mapped[Decimal] = mapped_column(Numeric(6, 4, asdecimal=True), default=Decimal("0.001"))
    seconds: Mapped[int] = mapped_column(default=20)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    round: Mapped[Round] = relationship()
    author: Mapped[User] = relationship()
    lines: Mapped[list["ScenarioLine"]] = relationship(
        back_populates="scenario", cascade="all, delete-orphan", order_by="ScenarioLine.id"
    )
    calculations: Mapped[list["Calculation"]] = relationship(
        back_populates="scenario", cascade="all, delete-orphan", order_by="Calculation.id"
    )


class ScenarioLine(Model):
    """Where a scenario puts one file, and with how much; a file without a line is not placed yet."""

    __table_args__ = (
        UniqueConstraint("scenario_id", "application_id"),
        CheckConstraint("(place = 'in') = (amount IS NOT NULL)", name="amount_iff_in"),
        CheckConstraint("amount IS NULL OR amount > 0", name="positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    scenario_id: Mapped[int] = mapped_column(ForeignKey(Scenario.id), index=True)
    application_id: Mapped[int] = mapped_column(ForeignKey(Application.id), index=True)
    place: Mapped[Place]
    amount: Mapped[Money | None]
    is_by_hand: Mapped[bool] = mapped_column(default=True)
    parts: Mapped[dict[str, Any] | None]  # envelope id → cents, where the calculation split the amount
    scenario: Mapped[Scenario] = relationship(back_populates="lines")


class Calculation(Model):
    """What was asked of the solver on one scenario: how far it is, and what it found."""

    id: Mapped[int] = mapped_column(primary_key=True)
    scenario_id: Mapped[int] = mapped_column(ForeignKey(Scenario.id), index=True)
    kind: Mapped[CalculationKind]
    file_id: Mapped[int | None] = mapped_column(ForeignKey(Application.id))  # the file that is asked about
    asked_by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    asked_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]  # the last sign of life of the worker
    finished_at: Mapped[datetime | None]
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    doing: Mapped[str] = mapped_column(default="")  # what is being worked out, in words
    scenario_version: Mapped[int | None]  # of the scenario that it worked on
    result: Mapped[dict[str, Any] | None]
    scenario: Mapped[Scenario] = relationship(back_populates="calculations")
    file: Mapped[Application | None] = relationship()
    asked_by: Mapped[User] = relationship()
