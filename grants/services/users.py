"""Accounts of people, as whoever keeps the machine manages them."""

from sqlalchemy import delete, func, select

from grants.database import db
from grants.models import Appointment, Passkey, RecoveryCode, User
from grants.services.command import transaction
from grants.values import clock, passwords
from workflows.errors import Invalid
from workflows.roles import Role

SYSTEM = "guichet@localhost"


def create(email: str, name: str, password: str | None = None, *, roles: tuple[Role, ...] = ()) -> int:
    """Open an account with these staff roles, held everywhere; its id. `Invalid` when the address has one already.

    Without a password, nobody enters until one is chosen by the link of an invitation.
    """
    with transaction():
        if find(email):
            raise Invalid(f"Un compte existe déjà pour {email}.")
        kept = passwords.hashed(password) if password else None
        user = User(email=email.lower(), name=name, password_hash=kept, created_at=clock.now())
        user.appointments = [Appointment(role=role) for role in roles]
        db.session.add(user)
        db.session.flush()
        return user.id


def disable(email: str) -> None:
    """Close an account and every session of its holder; what the person did stays."""
    with transaction():
        user = get(email)
        user.is_enabled = False
        user.session_epoch += 1


def reset_second_factor(email: str) -> None:
    """Forget a lost second factor and close every session: the next sign-in asks for a new one."""
    with transaction():
        user = get(email)
        user.totp_secret = user.totp_step = None
        for model in (Passkey, RecoveryCode):
            db.session.execute(delete(model).where(model.user_id == user.id))
        user.session_epoch += 1


def seed_system() -> None:
    """Have the system's own hand exist: the clock acts by it, nobody signs in as it."""
    with transaction():
        if db.session.scalar(select(User).filter_by(is_system=True)) is None:
            db.session.add(User(email=SYSTEM, name="Guichet", is_system=True, created_at=clock.now()))


def system_id() -> int:
    """The system's own hand; `Invalid` in a database that is not prepared."""
    found = db.session.scalar(select(User.id).filter_by(is_system=True).order_by(User.id).limit(1))
    if found is None:
        raise Invalid("La base n’est pas prête : lancez d’abord « guichet db upgrade ».")
    return found


def get(email: str) -> User:
    """The account of this address; `Invalid` when there is none."""
    if user := find(email):
        return user
    raise Invalid(f"Aucun compte pour {email}.")


def find(email: str) -> User | None:
    return db.session.scalars(select(User).where(func.lower(User.email) == email.lower())).one_or_none()
