"""A wish to be told when a call opens: a person's own, or an address that a visitor has confirmed."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.database import Model
from grants.models.user import User


class Alert(Model):
    __table_args__ = (
        CheckConstraint("(email IS NULL) <> (user_id IS NULL)", name="one_reader"),
        Index(
            "uq_alert_confirmed_email", "email", unique=True,
            sqlite_where=text("confirmed_at IS NOT NULL"), postgresql_where=text("confirmed_at IS NOT NULL"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str | None] = mapped_column(index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey(User.id), unique=True)
    themes: Mapped[list[str]]  # none: all
    departments: Mapped[list[str]]  # none: all
    asked_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    user: Mapped[User | None] = relationship()

    def wants(self, themes: set[str], departments: set[str]) -> bool:
        """Whether a call of these themes and places is for this reader; a call that names none is for everybody."""
        return meets(self.themes, themes) and meets(self.departments, departments)


def meets(wanted: list[str], found: set[str]) -> bool:
    return not wanted or not found or bool(found & set(wanted))
