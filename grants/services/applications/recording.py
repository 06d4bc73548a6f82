"""Kinds where nobody applies: a service writes down who does what, where, and for how much when it is known."""

from sqlalchemy import select

from grants.database import db
from grants.models import Application, Organisation, Round, Territory
from grants.policies.roles import roles_on
from grants.services import search_words
from grants.services.applications.starting import new_file
from grants.services.command import Act, command
from grants.services.organisations import new_organisation
from grants.values.money import Money
from workflows.errors import NotAllowed, Refused
from workflows.roles import Role


@command
def enter(
    act: Act, round_id: int, *, organisation_name: str, title: str, department: str | None, amount: Money | None = None,
    version: int | None = None,
) -> int:  # fmt: skip
    """Write a project in the register of a round, with its organisation when it is new; the file's id."""
    round = db.session.get_one(Round, round_id)
    if Role.INSTRUCTOR not in roles_on(act.actor, round):
        raise NotAllowed("application.record")
    if not round.call.is_recorded:
        raise Refused(["Cet appel reçoit des dossiers : rien n’y est inscrit directement."])
    application = new_file(
        act, round, organisation_named(act, organisation_name), title=title,
        requested_amount=amount, department=department,
    )  # fmt: skip
    if department:
        kind = "region" if department == "52" else "department"
        db.session.add(Territory(application_id=application.id, kind=kind, code=department))
    move(act, application)
    return application.id


@command
def record(act: Act, application_id: int, *, version: int) -> None:
    """Have a file that was prepared stand in the register."""
    move(act, act.lock(Application, application_id, version=version))


def move(act: Act, application: Application) -> None:
    act.move(application, "application.record")
    application.submitted_at = application.submitted_at or act.at
    search_words.index(application)


def organisation_named(act: Act, name: str) -> Organisation:
    known = select(Organisation).filter_by(name=name.strip()).order_by(Organisation.id).limit(1)
    return db.session.scalar(known) or new_organisation(act, name=name)
