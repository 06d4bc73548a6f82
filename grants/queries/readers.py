"""Who may read or judge files of a call, and what each said of themselves."""

from collections.abc import Sequence

from sqlalchemy import or_, select

from grants.database import db
from grants.models import Application, Appointment, ReaderProfile, User
from grants.models.reader import USUAL_LOAD
from grants.queries.reviews import recused
from workflows.roles import Role

JUDGES = (Role.REVIEWER, Role.COMMITTEE_MEMBER, Role.PRESIDENT, Role.SECRETARY)


def of_call(call_id: int, *roles: Role) -> Sequence[User]:
    """The people appointed to these roles for this call, by name: to read when none is named."""
    here = or_(Appointment.call_id.is_(None), Appointment.call_id == call_id)
    held = select(Appointment.user_id).where(Appointment.role.in_(roles or (Role.REVIEWER,)), here)
    people = select(User).where(User.is_enabled, ~User.is_system, User.id.in_(held))
    return db.session.scalars(people.order_by(User.name, User.id)).all()


def judges_of(application: Application) -> Sequence[User]:
    """Those who may read the file or judge it, and are not recused on it."""
    here = or_(Appointment.call_id.is_(None), Appointment.call_id == application.call_id)
    held = select(Appointment.user_id).where(Appointment.role.in_(JUDGES), here)
    people = select(User).where(User.is_enabled, ~User.is_system, User.id.in_(held), ~recused(application))
    return db.session.scalars(people.order_by(User.name, User.id)).all()


def profiles(users: Sequence[User]) -> dict[int, ReaderProfile]:
    """By person; those who said nothing are not there."""
    here = select(ReaderProfile).where(ReaderProfile.user_id.in_([each.id for each in users]))
    return {each.user_id: each for each in db.session.scalars(here)}


def profile_of(user_id: int) -> ReaderProfile:
    """What this person said, or what is taken for granted of whoever said nothing (not kept)."""
    found = db.session.scalar(select(ReaderProfile).filter_by(user_id=user_id))
    return found or unsaid(user_id)


def unsaid(user_id: int) -> ReaderProfile:
    return ReaderProfile(user_id=user_id, skills={}, departments=[], most=USUAL_LOAD, employer="", employer_siren="")
