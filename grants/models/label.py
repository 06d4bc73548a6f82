"""A label granted from one day to another (labellisation)."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.database import Model
from grants.models.application import Application


class Label(Model):
    __table_args__ = (CheckConstraint("granted_until IS NULL OR granted_from <= granted_until", name="in_order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey(Application.id), index=True)
    granted_from: Mapped[date]
    granted_until: Mapped[date | None]
    withdrawn_on: Mapped[date | None]
    application: Mapped[Application] = relationship()
