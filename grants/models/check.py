"""What the instructor checked: all pieces there (complétude), the rules of the call met (recevabilité)."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from grants.database import Model
from grants.models.application import Application
from grants.models.user import User


class Check(Model):
    __table_args__ = (UniqueConstraint("application_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey(Application.id))
    kind: Mapped[str]  # completeness or eligibility
    is_passed: Mapped[bool]
    findings: Mapped[list[Any]]  # [{key, passed, message, overridden, reason}]
    checked_at: Mapped[datetime]
    checked_by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
