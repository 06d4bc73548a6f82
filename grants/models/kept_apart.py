"""Two organisations that look alike, and that the administrator said are two."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from grants.database import Model
from grants.models.organisation import Organisation
from grants.models.user import User


class KeptApart(Model):
    """The pair, lower id first."""

    __table_args__ = (CheckConstraint("lower_id < higher_id", name="in_order"),)

    lower_id: Mapped[int] = mapped_column(ForeignKey(Organisation.id), primary_key=True)
    higher_id: Mapped[int] = mapped_column(ForeignKey(Organisation.id), primary_key=True)
    decided_at: Mapped[datetime]
    decided_by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
