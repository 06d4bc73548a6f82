"""An organisation held for an act, and what is common to the acts on it."""

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from grants.database import db
from grants.models import MemberRole, Membership, Organisation, OrganisationName
from grants.services.command import Act
from workflows.errors import Refused

MERGED = "Cette fiche a été réunie avec une autre : ouvrez la fiche qui est restée."


def hold(act: Act, organisation_id: int, *, version: int | None = None) -> Organisation:
    """Lock it as it was seen; whatever the act changes around it, the pages opened before are then stale."""
    organisation = act.lock(Organisation, organisation_id, version=version)
    if organisation.merged_into_id:
        raise Refused([MERGED])
    flag_modified(organisation, "name")
    return organisation


def add_member(act: Act, organisation: Organisation, user_id: int, role: MemberRole) -> None:
    """Have this person act for it; whoever acts for it already keeps the stronger of the two roles."""
    seat = seat_of(user_id, organisation.id)
    if seat is None:
        seat = Membership(organisation_id=organisation.id, user_id=user_id, began_at=act.at, role=role)
        db.session.add(seat)
    elif role is MemberRole.REPRESENTATIVE:
        seat.role = role
    db.session.flush()


def seat_of(user_id: int, organisation_id: int) -> Membership | None:
    """The place that this person has there today."""
    here = select(Membership).filter_by(user_id=user_id, organisation_id=organisation_id, ended_at=None)
    return db.session.scalar(here)


def add_name(organisation: Organisation, name: str) -> None:
    """Keep a spelling by which it is known."""
    kept = " ".join(name.split())
    if kept and kept not in {each.name for each in organisation.names}:
        organisation.names.append(OrganisationName(name=kept))
