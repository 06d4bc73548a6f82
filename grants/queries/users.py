"""Reads of people."""

from sqlalchemy import func, select

from grants.database import db
from grants.models import User
from grants.values import passwords


def with_password(email: str, password: str) -> User | None:
    """The enabled person of this address and password; every failure takes the time of a comparison."""
    user = db.session.scalar(select(User).where(func.lower(User.email) == email.strip().lower()))
    known = passwords.matches(user.password_hash if user else None, password)
    return user if known and user and user.is_active else None


def clock_user() -> User:
    """The system's own hand, which opens and closes rounds; made by `users.seed_system`."""
    return db.session.scalars(select(User).filter_by(is_system=True).order_by(User.id).limit(1)).one()
