"""Organisations and the people who act for them."""

from typing import Any

from sqlalchemy import or_, select

from grants.database import db
from grants.models import MemberRole, Membership, Organisation, OrganisationName
from grants.services.command import Act, command
from grants.values import identifiers
from grants.values.stems import unaccented
from workflows.errors import Refused

KNOWN = "Cet organisme a déjà une fiche dans Guichet : demandez à l’un de ses membres de vous y inviter."


@command
def create(
    act: Act, *, name: str, siret: str | None = None, rna: str | None = None, legal_nature: str | None = None,
    address: str | None = None,
) -> int:  # fmt: skip
    """Make a page for my organisation, of which I become the legal representative; its id."""
    numbers = {"siret": identifiers.compact(siret) or None, "rna": identifiers.compact(rna) or None}
    same = [getattr(Organisation, field) == value for field, value in numbers.items() if value]
    if same and db.session.scalar(select(Organisation.id).where(or_(*same)).limit(1)):
        raise Refused([KNOWN])
    organisation = new_organisation(act, name=name, legal_nature=legal_nature, address=address or None, **numbers)
    organisation.is_fictif = act.actor.is_fictif
    membership = Membership(organisation_id=organisation.id, user_id=act.actor.id, began_at=act.at)
    membership.role = MemberRole.REPRESENTATIVE
    db.session.add(membership)
    db.session.flush()
    return organisation.id


def new_organisation(act: Act, *, name: str, **columns: Any) -> Organisation:
    """A page with the name as it was written, journalled."""
    kept = " ".join(name.split())
    organisation = Organisation(name=kept, sort_name=unaccented(kept), **columns)
    organisation.names = [OrganisationName(name=kept)]
    db.session.add(organisation)
    db.session.flush()
    act.record(organisation, "organisation.create")
    return organisation
