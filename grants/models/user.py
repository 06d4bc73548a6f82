"""People, and what the administration has appointed them to."""

from datetime import datetime
from typing import TYPE_CHECKING

from flask_login import UserMixin
from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.database import Model
from grants.models.funder import Funder
from workflows.roles import Role

if TYPE_CHECKING:
    from grants.models.delegation import Delegation


class User(UserMixin, Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    office: Mapped[str | None]  # as letters print it: « présidente », « préfet de région »
    password_hash: Mapped[str | None]
    totp_secret: Mapped[str | None]
    totp_step: Mapped[int | None]  # of the last code accepted, in half minutes: a code serves once
    muted: Mapped[list[str]] = mapped_column(default=list)  # mails that this person reads at the counter only
    locale: Mapped[str] = mapped_column(default="fr")
    is_enabled: Mapped[bool] = mapped_column(default=True)
    is_system: Mapped[bool] = mapped_column(default=False)  # the clock: it acts, nobody signs in as it
    is_fictif: Mapped[bool] = mapped_column(default=False)
    session_epoch: Mapped[int] = mapped_column(default=0)  # raised to close every session of this person
    created_at: Mapped[datetime]
    appointments: Mapped[list["Appointment"]] = relationship(back_populates="user", order_by="Appointment.id")
    delegations: Mapped[list["Delegation"]] = relationship(
        back_populates="user", order_by="Delegation.id", foreign_keys="Delegation.user_id"
    )

    @property
    def is_active(self) -> bool:
        """What Flask-Login asks before it lets anybody in."""
        return self.is_enabled and not self.is_system

    def get_id(self) -> str:
        """What the session cookie holds: raising the epoch closes every session of this person."""
        return f"{self.id}.{self.session_epoch}"

    @property
    def is_staff(self) -> bool:
        """Whether the administration has appointed this person to anything."""
        return bool(self.appointments or self.delegations)

    @property
    def initials(self) -> str:
        return "".join(word[0] for word in self.name.split()[:2]).upper()


class Appointment(Model):
    """A staff role (désignation): on everything, or limited to a call, a department, a theme, a funder, a service."""

    __table_args__ = (Index("ix_appointment_user_id_role", "user_id", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    role: Mapped[Role]
    call_id: Mapped[int | None] = mapped_column(ForeignKey("call.id"), index=True)
    department: Mapped[str | None]  # "44"…, or "52" for the regional files
    theme: Mapped[str | None]
    funder_id: Mapped[int | None] = mapped_column(ForeignKey(Funder.id))
    service: Mapped[str | None]  # the key under which opinions are asked
    user: Mapped[User] = relationship(back_populates="appointments")
