"""Files that a person scores without knowing whose they are (notation à l'aveugle)."""

from typing import Any

from sqlalchemy import and_, false, or_, select

from grants.database import db
from grants.models import Application, Appointment, CallDefinition, Review, User
from grants.policies.applications import scope
from grants.policies.delegated import opened_by
from grants.policies.known import remembered
from grants.policies.roles import BY_ASSIGNMENT
from workflows.roles import Role
from workflows.states import ApplicationState as S

JUDGING = (S.LETTER_SUBMITTED, S.SUBMITTED, S.TO_COMPLETE, S.UNDER_REVIEW)  # before the committee has the file
SEATS = frozenset({Role.COMMITTEE_MEMBER, Role.PRESIDENT})


def is_blind(user: User, subject: Any) -> bool:
    """Whether the organisation of this file (or of what belongs to a file) is kept from this person."""
    file = subject if isinstance(subject, Application) else getattr(subject, "application", None)
    return file is not None and file.id in blind_files(user)


def blind_files(user: User) -> frozenset[int]:
    """The files that this person was given to score in a call that is blind, and has no other office to know; ids.

    One statement for a whole page, and none for who never scores. It ends when the outcome is told.
    """
    if not any(each.role is Role.REVIEWER for each in user.appointments):
        return frozenset()
    known, key = remembered(), ("blind", user.id)
    if key not in known:
        known[key] = frozenset(db.session.scalars(statement(user)))
    found: frozenset[int] = known[key]
    return found


def statement(user: User) -> Any:
    others = [knowing(each) for each in user.appointments if each.role not in BY_ASSIGNMENT]
    given = select(Application.id).join(Review, Review.application_id == Application.id)
    return given.join(CallDefinition, CallDefinition.id == Application.definition_id).where(
        Review.reviewer_id == user.id,
        CallDefinition.is_blind,
        Application.released_at.is_(None),
        ~or_(false(), *others, *opened_by(user)),
    )


def knowing(appointment: Appointment) -> Any:
    """The files that this office knows by name; a seat in the committee, once the committee has them."""
    here = scope(appointment)
    return and_(here, Application.state.not_in(JUDGING)) if appointment.role in SEATS else here
