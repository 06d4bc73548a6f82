"""Accrediting those who help with files: a person, or the members of a body."""

from datetime import date

from sqlalchemy import func, select

from grants.database import db
from grants.models import Accreditation, User
from grants.queries import organisations
from grants.services.command import Act, command
from grants.values import clock
from workflows.errors import NotAllowed, Refused
from workflows.roles import Role

UNKNOWN = (
    "Personne n’a de compte à cette adresse, et aucun organisme n’a ce numéro. Une personne doit d’abord créer son "
    "compte ; un organisme, sa fiche."
)
ALREADY = "Une habilitation court déjà pour cette personne ou cet organisme."
STAFF = "Cette personne travaille pour l’administration : elle ne peut pas aussi remplir des dossiers."
PAST = "L’habilitation finirait avant de commencer : choisissez une date à venir."
OVER = "Cette habilitation a déjà pris fin."


@command
def grant(act: Act, *, who: str, house: str, reference: str, ends_on: date | None = None) -> int:
    """Accredit the person of this address, or the body of this SIRET or RNA; its id."""
    if Role.ADMINISTRATOR not in {each.role for each in act.actor.appointments}:
        raise NotAllowed("accreditation.grant")
    today = clock.day_of(act.at)
    if ends_on is not None and ends_on < today:
        raise Refused([PAST])
    named = found(who.strip())
    rows = db.session.scalars(select(Accreditation).filter_by(**named))
    if any(each.runs(today) for each in rows):
        raise Refused([ALREADY])
    accreditation = Accreditation(house=house.strip(), reference=reference.strip(), ends_on=ends_on, **named)
    accreditation.granted_at, accreditation.granted_by_id = act.at, act.actor.id
    db.session.add(accreditation)
    db.session.flush()
    act.tell(accreditation, "accreditation.grant")
    return accreditation.id


def found(who: str) -> dict[str, int]:
    """The column that names them."""
    if "@" in who:
        user = db.session.scalar(select(User).where(func.lower(User.email) == who.lower(), User.is_enabled))
        if user and user.is_staff:
            raise Refused([STAFF])
        if user and not user.is_system:
            return {"user_id": user.id}
    elif organisation := organisations.by_number(who):
        return {"organisation_id": organisation.id}
    raise Refused([UNKNOWN])


@command
def end(act: Act, accreditation_id: int, *, version: int) -> None:
    """From now on, every mandate that rests on it is without effect."""
    accreditation = act.lock(Accreditation, accreditation_id, version=version)
    act.do(accreditation, "accreditation.end")
    if accreditation.ended_at is not None:
        raise Refused([OVER])
    accreditation.ended_at = act.at
