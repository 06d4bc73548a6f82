"""The account on which an organisation is paid, and those before it."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.database import Model
from grants.models.organisation import OfOrganisation, Organisation
from grants.models.user import User


class BankAccount(OfOrganisation, Model):
    """One account, from when to when; the one in force has no end."""

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey(Organisation.id), index=True)
    iban: Mapped[str]
    bic: Mapped[str | None]
    holder: Mapped[str]
    began_at: Mapped[datetime | None]  # none: it was here before the history was kept
    ended_at: Mapped[datetime | None]
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    organisation: Mapped[Organisation] = relationship()
    given_by: Mapped[User | None] = relationship()
