"""A secret vote: who voted stands in one table, how many voted what in the other, and nothing joins the two.

Neither has an id of its own, a date, or an order: at each vote both are written anew, in the order of the people.
"""

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from grants.database import Model
from grants.models.meeting import AgendaItem
from grants.models.user import User


class BallotRoll(Model):
    """Somebody has voted (émargement)."""

    item_id: Mapped[int] = mapped_column(ForeignKey(AgendaItem.id), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id), primary_key=True)


class BallotCount(Model):
    """What the committee has voted (décompte)."""

    __table_args__ = (CheckConstraint("for_count >= 0 AND against_count >= 0 AND abstain_count >= 0", name="counted"),)

    item_id: Mapped[int] = mapped_column(ForeignKey(AgendaItem.id), primary_key=True)
    for_count: Mapped[int] = mapped_column(default=0)
    against_count: Mapped[int] = mapped_column(default=0)
    abstain_count: Mapped[int] = mapped_column(default=0)
