"""How people come to an organisation: they are invited, or they ask."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.database import Model
from grants.models.organisation import MemberRole, OfOrganisation, Organisation
from grants.models.user import User

WAITING = text("answered_at IS NULL")


class Invitation(OfOrganisation, Model):
    """Sent to an address, for whoever signs in with it; its link is signed, and stands nowhere in the database."""

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey(Organisation.id), index=True)
    email: Mapped[str]  # lower case
    role: Mapped[MemberRole]
    sent_by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    sent_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    accepted_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    revoked_at: Mapped[datetime | None]
    organisation: Mapped[Organisation] = relationship()
    sent_by: Mapped[User] = relationship(foreign_keys=sent_by_id)

    def is_open(self, at: datetime) -> bool:
        return self.accepted_at is None and self.revoked_at is None and at < self.expires_at


class Joining(OfOrganisation, Model):
    """A person asks to act for an organisation that is here already."""

    __table_args__ = (
        Index(
            "uq_joining_waiting", "user_id", "organisation_id",
            unique=True, sqlite_where=WAITING, postgresql_where=WAITING,
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey(Organisation.id), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id), index=True)
    said: Mapped[str]
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    is_accepted: Mapped[bool | None]
    organisation: Mapped[Organisation] = relationship()
    user: Mapped[User] = relationship(foreign_keys=user_id)
