"""Numbers checked in the directory after the fact: by the clock, or when an agent asks."""

from sqlalchemy import or_, select

from grants import directories
from grants.database import db
from grants.directories.record import Answer
from grants.models import Organisation
from grants.services.command import Act, command
from grants.services.organisations.creating import take_in
from grants.services.organisations.holding import hold
from grants.services.users import system_id
from workflows.errors import Refused

AT_ONCE = 25  # numbers asked by one passage of the clock
NO_NUMBER = "Cet organisme n’a encore donné ni SIRET ni RNA : il n’y a rien à vérifier."
SILENT = "L’annuaire ne répond pas. Rien n’a changé : recommencez plus tard, l’horloge réessaie de son côté."


def verify(actor_id: int, organisation_id: int, *, version: int | None = None) -> None:
    """Ask the directory again, then note its answer; `Refused` when there is nothing to ask or nobody to answer."""
    kept = db.session.execute(select(Organisation.siret, Organisation.rna).filter_by(id=organisation_id)).one()
    number = kept.siret or kept.rna
    if number is None:
        raise Refused([NO_NUMBER])
    answer = directories.ask(number)
    if not answer.has_answered:
        raise Refused([SILENT])
    note(actor_id, organisation_id, number=number, answer=answer, version=version)


@command
def note(act: Act, organisation_id: int, *, number: str, answer: Answer, version: int | None) -> None:
    organisation = hold(act, organisation_id, version=version)
    if number in (organisation.siret, organisation.rna):  # else it was changed while the directory was asked
        take_in(act, organisation, answer)
    act.do(organisation, "organisation.verify", is_known=answer.record is not None)


def verify_waiting() -> int:
    """Ask about those whose numbers nobody has checked yet; how many were answered. The first silence ends it."""
    numbered = or_(Organisation.siret.is_not(None), Organisation.rna.is_not(None))
    waiting = select(Organisation.id).where(
        numbered, Organisation.looked_up_at.is_(None), Organisation.merged_into_id.is_(None),
        ~Organisation.is_historical,
    )  # fmt: skip
    ids, done = db.session.scalars(waiting.order_by(Organisation.id).limit(AT_ONCE)).all(), 0
    for organisation_id in ids:
        try:
            verify(system_id(), organisation_id)
        except Refused:
            break
        done += 1
    return done
