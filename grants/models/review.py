"""Who reads a file, and the marks they give on the weighted grid (notation)."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, Numeric, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.database import Model
from grants.models.application import Application
from grants.models.user import User
from grants.models.workflow_state import Versioned

STILL_RECUSED = text("lifted_at IS NULL")


class ReviewStatus(StrEnum):
    ASSIGNED = "assigned"  # attribuée
    SCORED = "scored"  # notée
    ABSTAINED = "abstained"  # abstention


class Review(Versioned, Model):
    """One reviewer's reading of one file at one stage."""

    __table_args__ = (UniqueConstraint("application_id", "reviewer_id", "stage_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey(Application.id), index=True)
    reviewer_id: Mapped[int] = mapped_column(ForeignKey(User.id), index=True)
    stage_key: Mapped[str]
    status: Mapped[ReviewStatus] = mapped_column(default=ReviewStatus.ASSIGNED)
    marks: Mapped[dict[str, Any]] = mapped_column(default=dict)  # criterion → {mark, comment}
    total: Mapped[Decimal | None] = mapped_column(Numeric(6, 3, asdecimal=True))
    comment: Mapped[str | None]
    draft: Mapped[dict[str, Any] | None]  # a score under way, read by nobody else: field → text
    draft_saved_at: Mapped[datetime | None]
    assigned_at: Mapped[datetime]
    assigned_by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    due_at: Mapped[datetime | None]
    scored_at: Mapped[datetime | None]
    application: Mapped[Application] = relationship()
    reviewer: Mapped[User] = relationship(foreign_keys=reviewer_id)


class Recusal(Versioned, Model):
    """A conflict of interest declared on one file (déport): from then on the person has no role there."""

    __table_args__ = (
        Index(
            "uq_recusal_still", "user_id", "application_id",
            unique=True, sqlite_where=STILL_RECUSED, postgresql_where=STILL_RECUSED,
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey(Application.id), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id), index=True)
    reason: Mapped[str]
    declared_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    lifted_at: Mapped[datetime | None]
    is_detected: Mapped[bool] = mapped_column(default=False)  # found by us: recorded by another, or set aside at once
    application: Mapped[Application] = relationship()
    user: Mapped[User] = relationship(foreign_keys=user_id)
