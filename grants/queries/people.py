"""Reads of the people who work here, with what they are appointed to."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from grants.database import db
from grants.models import User

MOST = 200


def staff() -> Sequence[User]:
    """Whoever has an appointment or a delegation, by name; three statements."""
    held = or_(User.appointments.any(), User.delegations.any())
    people = select(User).where(held, ~User.is_system)
    loaded = people.options(selectinload(User.appointments), selectinload(User.delegations))
    return db.session.scalars(loaded.order_by(User.name, User.id).limit(MOST)).all()
