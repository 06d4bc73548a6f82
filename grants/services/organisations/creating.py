"""The page of an organisation, made by one of its people."""

from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError

from grants.database import db
from grants.directories.record import NOT_ASKED, Answer
from grants.models import MemberRole, Organisation
from grants.services.command import Act, command
from grants.services.organisations.holding import add_member, add_name
from grants.values import identifiers
from grants.values.stems import unaccented
from workflows.errors import Refused

KNOWN = "Cet organisme a déjà une fiche dans Guichet : demandez à l’un de ses membres de vous y inviter."


@command
def create(
    act: Act, *, name: str, siret: str | None = None, rna: str | None = None, legal_nature: str | None = None,
    address: str | None = None, siret_requested_on: date | None = None, answer: Answer = NOT_ASKED,
) -> int:  # fmt: skip
    """Make a page for my organisation, of which I become the legal representative; its id."""
    numbers = compacted(siret, rna)
    refuse_known(numbers)
    requested_on = None if numbers["siret"] else siret_requested_on
    organisation = new_organisation(
        act, name=name, legal_nature=legal_nature, address=address or None, siret_requested_on=requested_on, **numbers
    )
    organisation.is_fictif = act.actor.is_fictif
    take_in(act, organisation, answer)
    add_member(act, organisation, act.actor.id, MemberRole.REPRESENTATIVE)
    return organisation.id


def compacted(siret: str | None, rna: str | None) -> dict[str, str | None]:
    """The two numbers as they are stored."""
    return {"siret": identifiers.compact(siret) or None, "rna": identifiers.compact(rna) or None}


def refuse_known(numbers: dict[str, str | None], *, but: int | None = None) -> None:
    """One page an organisation: `Refused` when another one has one of these numbers."""
    same = [getattr(Organisation, field) == value for field, value in numbers.items() if value]
    if not same:
        return
    here = select(Organisation.id).where(or_(*same))
    if db.session.scalar((here if but is None else here.where(Organisation.id != but)).limit(1)):
        raise Refused([KNOWN])


def take_in(act: Act, organisation: Organisation, answer: Answer) -> None:
    """Note what the directory said: its numbers are known and open, unknown, or still to be checked."""
    record = answer.record
    organisation.looked_up_at = act.at if answer.has_answered else None
    organisation.verified_at = act.at if record and record.closed_on is None else None
    if record is None:
        return
    add_name(organisation, record.name)
    organisation.created_on = organisation.created_on or record.created_on
    organisation.is_fictif = organisation.is_fictif or record.is_fictif
    db.session.flush()


def new_organisation(act: Act, *, name: str, **columns: Any) -> Organisation:
    """A page with the name as it was written, journalled; `Refused` when somebody else was just as quick."""
    kept = " ".join(name.split())
    organisation = Organisation(name=kept, sort_name=unaccented(kept), **columns)
    add_name(organisation, kept)
    db.session.add(organisation)
    try:
        db.session.flush()
    except IntegrityError as error:
        raise Refused([KNOWN]) from error
    act.record(organisation, "organisation.create")
    return organisation
