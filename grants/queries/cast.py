"""The invented people of the demonstration, one a role."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from grants.database import db
from grants.models import Membership, User
from grants.values.territories import name_of
from workflows.roles import Role
from workflows.words.people import PEOPLE

BY_MEMBERSHIP = {"representative": Role.REPRESENTATIVE, "editor": Role.APPLICANT}


@dataclass(frozen=True)
class Part:
    """One person whom a visitor of the demonstration may be."""

    id: int
    role: str
    name: str
    email: str
    detail: str = ""


def one_a_role() -> list[Part]:
    """Applicants first, then whoever holds each staff role, in the order of the roles; five statements."""
    found: dict[Role, Part] = {}
    for each in members():
        found.setdefault(BY_MEMBERSHIP[each.role], part(each.user, BY_MEMBERSHIP[each.role], each.organisation.name))
    for person in staff():
        for appointment in person.appointments:
            found.setdefault(appointment.role, part(person, appointment.role, name_of(appointment.department)))
        if person.delegations:
            found.setdefault(Role.AUTHORITY, part(person, Role.AUTHORITY))
    return [found[role] for role in Role if role in found]


def part(person: User, role: Role, detail: str = "") -> Part:
    words = PEOPLE[role]
    return Part(person.id, words[0].upper() + words[1:], person.name, person.email, detail)


def members() -> list[Membership]:
    here = select(Membership).join(User).where(User.is_fictif, User.is_enabled, Membership.ended_at.is_(None))
    whole = here.options(joinedload(Membership.user), joinedload(Membership.organisation))
    return list(db.session.scalars(whole.order_by(Membership.id).limit(50)))


def staff() -> list[User]:
    here = select(User).where(User.is_fictif, User.is_enabled, ~User.is_system)
    whole = here.options(selectinload(User.appointments), selectinload(User.delegations))
    return list(db.session.scalars(whole.order_by(User.id).limit(200)))
