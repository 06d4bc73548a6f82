"""Mandates (mandats): an accredited helper proposes, a legal representative accepts, either ends it."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from grants.database import db
from grants.models import Application, Mandate, Organisation
from grants.policies.permits import PERMITS
from grants.policies.roles import roles_on
from grants.queries import applications, mandates, organisations
from grants.services.command import Act, command
from grants.services.organisations.holding import hold, seat_of
from grants.values import clock
from workflows.engine import Attempt
from workflows.errors import NotAllowed, Refused

LONGEST = timedelta(days=366)
UNKNOWN = "Aucun dossier ni aucun organisme n’a ce numéro. Relisez-le avec la personne que vous aidez."
STAFF = "Vous travaillez pour l’administration : vous ne pouvez pas aussi remplir des dossiers."
MEMBER = "Vous agissez déjà pour cet organisme : vous n’avez pas besoin d’un mandat."
WAITING = "Vous avez déjà un mandat, proposé ou en cours, pour ce dossier ou cet organisme."
TOO_LONG = "Un mandat commence aujourd’hui au plus tôt, et dure un an au plus."
ANSWERED = "Ce mandat a déjà reçu une réponse, ou n’est plus proposé."
OVER = "Ce mandat a déjà pris fin."


@command
def propose(
    act: Act, *, number: str, ends_on: date, begins_on: date | None = None, asks_submit: bool = False, said: str = ""
) -> int:
    """Ask the people of a file, or of a body, to let me help; nothing of theirs is told. Its id."""
    today = clock.day_of(act.at)
    accreditation = mandates.accreditation_of(act.actor, today)
    if accreditation is None:
        raise NotAllowed("mandate.propose")
    if act.actor.is_staff:
        raise Refused([STAFF])
    organisation_id, file_id = aimed_at(number)
    organisation = hold(act, organisation_id)
    if seat_of(act.actor.id, organisation.id):
        raise Refused([MEMBER])
    begins_on = begins_on or today
    if not today <= begins_on <= ends_on <= begins_on + LONGEST:
        raise Refused([TOO_LONG])
    refuse_twice(act, organisation.id, file_id, today)
    mandate = Mandate(accreditation_id=accreditation.id, helper_id=act.actor.id, organisation_id=organisation.id)
    mandate.file_id, mandate.begins_on, mandate.ends_on = file_id, begins_on, ends_on
    mandate.asks_submit, mandate.said, mandate.proposed_at = asks_submit, said.strip(), act.at
    db.session.add(mandate)
    db.session.flush()
    tell(act, mandate, "mandate.propose")
    return mandate.id


def aimed_at(number: str) -> tuple[int, int | None]:
    """(organisation, file or none) that this number names: that of a file still to fill in, a SIRET, a RNA."""
    file = applications.by_number(number.strip().upper())
    if file is not None and file.state in applications.TO_FILL:
        return file.organisation_id, file.id
    organisation = organisations.by_number(number)
    if organisation is None:
        raise Refused([UNKNOWN])
    return organisation.id, None


def refuse_twice(act: Act, organisation_id: int, file_id: int | None, today: date) -> None:
    mine = select(Mandate).filter_by(helper_id=act.actor.id, organisation_id=organisation_id, file_id=file_id)
    if any(each.waits(today) or each.runs(today) for each in db.session.scalars(mine)):
        raise Refused([WAITING])


@command
def accept(act: Act, mandate_id: int, *, version: int, allows_submit: bool = False) -> None:
    """Let the helper fill in, and hand in too when it was asked for and is said here."""
    mandate = hold_proposed(act, mandate_id, version, "mandate.accept")
    mandate.allows_submit = mandate.asks_submit and allows_submit
    mandate.is_accepted = True
    tell(act, mandate, "mandate.accept", allows_submit=mandate.allows_submit)


@command
def decline(act: Act, mandate_id: int, *, version: int) -> None:
    """Answer no, without having to say why."""
    mandate = hold_proposed(act, mandate_id, version, "mandate.decline")
    mandate.is_accepted = False
    tell(act, mandate, "mandate.decline")


@command
def end(act: Act, mandate_id: int, *, version: int) -> None:
    """Stop it at once, from either side; what was written stays."""
    mandate = hold_all(act, mandate_id, version, "mandate.end")
    if mandate.ended_at is not None or mandate.is_accepted is False:
        raise Refused([OVER])
    mandate.ended_at, mandate.ended_by_id = act.at, act.actor.id
    tell(act, mandate, "mandate.end")


def hold_proposed(act: Act, mandate_id: int, version: int, name: str) -> Mandate:
    mandate = hold_all(act, mandate_id, version, name)
    if not mandate.waits(clock.day_of(act.at)):
        raise Refused([ANSWERED])
    mandate.answered_at, mandate.answered_by_id = act.at, act.actor.id
    return mandate


def hold_all(act: Act, mandate_id: int, version: int, name: str) -> Mandate:
    """The organisation, the file when it is about one, then the mandate, for who may do this."""
    row = db.session.execute(select(Mandate.organisation_id, Mandate.file_id).filter_by(id=mandate_id)).one()
    hold(act, row.organisation_id, version=version)
    if row.file_id is not None:
        act.lock(Application, row.file_id)
    mandate: Mandate = act.lock(Mandate, mandate_id)
    PERMITS[name].demand(Attempt(mandate, act.actor.id, roles_on(act.actor, mandate), act.at))
    return mandate


def tell(act: Act, mandate: Mandate, name: str, **data: Any) -> None:
    """On the file's journal, or on the organisation's when the mandate is about all its files."""
    owner = (
        act.lock(Application, mandate.file_id) if mandate.file_id else act.lock(Organisation, mandate.organisation_id)
    )
    act.tell(owner, name, mandate_id=mandate.id, **data)
