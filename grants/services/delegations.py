"""Delegations of signature (délégations, suppléances): recorded by the administrator from what was published."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select

from grants.arriving import Arrived
from grants.database import db
from grants.models import Delegation, User
from grants.services import stored_files
from grants.services.command import Act, command
from grants.values import clock
from grants.values.money import Money
from workflows.errors import NotAllowed, Refused
from workflows.roles import Role

UNKNOWN = "Personne n’a de compte à cette adresse : créez d’abord le compte de cette personne."
OUTSIDE = "Cette personne a un compte de demandeur : une délégation se donne à quelqu’un de l’administration."
OWN = "Vous ne pouvez pas vous donner une délégation : une autre personne de l’administration l’enregistre."
HERSELF = "On ne supplée pas à soi-même : donnez l’adresse d’une autre personne."
NOT_SIGNING = "La personne suppléée n’a pas de délégation en vigueur : il n’y a rien à suppléer."
BACKWARDS = "La délégation finirait avant de commencer."
PAST = "La délégation serait déjà finie : choisissez une date de fin à venir."
OVER = "Cette délégation a déjà pris fin."


@command
def create(
    act: Act,
    *,
    email: str,
    reference: str,
    valid_from: date,
    valid_until: date | None = None,
    ceiling: Money | None = None,
    kind: str | None = None,
    call_id: int | None = None,
    acts: Sequence[str] = (),
    substitutes: str = "",
    document: Arrived | None = None,
) -> int:
    """Record a published delegation, or a substitute's when `substitutes` names who is replaced; its id.

    kind and call_id: to what it is kept; acts: keys of `workflows.words.delegating`, none for all.
    """
    if Role.ADMINISTRATOR not in {each.role for each in act.actor.appointments}:
        raise NotAllowed("delegation.create")
    holder, replaced = holder_of(act, email), substituted(act, substitutes)
    refuse_dates(clock.day_of(act.at), valid_from, valid_until)
    if replaced and replaced.id == holder.id:
        raise Refused([HERSELF])
    delegation = Delegation(
        user_id=holder.id, substitutes_id=replaced and replaced.id, reference=reference.strip(), ceiling=ceiling,
        kind=kind or None, call_id=call_id, acts=sorted(acts), valid_from=valid_from, valid_until=valid_until,
        created_at=act.at, is_fictif=holder.is_fictif,
    )  # fmt: skip
    if document is not None:
        delegation.document_name = document.name
        delegation.document_digest = stored_files.keep(
            document.digest, document.size, document.media_type, document.scan
        )
    db.session.add(delegation)
    db.session.flush()
    act.tell(delegation, "delegation.create", **scope_of(delegation))
    return delegation.id


def holder_of(act: Act, email: str) -> User:
    """Who will sign: somebody of the administration, never whoever records it."""
    user = by_email(email)
    if user is None:
        raise Refused([UNKNOWN])
    if user.id == act.actor.id:
        raise Refused([OWN])
    if not user.is_staff:
        raise Refused([OUTSIDE])
    return user


def substituted(act: Act, email: str) -> User | None:
    """Who is replaced when recused; none for a delegation of one's own."""
    if not email.strip():
        return None
    user, day = by_email(email), clock.day_of(act.at)
    if user is None:
        raise Refused([UNKNOWN])
    if not any(each.substitutes_id is None and each.runs(day) for each in user.delegations):
        raise Refused([NOT_SIGNING])
    return user


def by_email(email: str) -> User | None:
    here = select(User).where(func.lower(User.email) == email.strip().lower(), User.is_enabled, ~User.is_system)
    return db.session.scalar(here)


def refuse_dates(today: date, valid_from: date, valid_until: date | None) -> None:
    if valid_until is not None and valid_until < valid_from:
        raise Refused([BACKWARDS])
    if valid_until is not None and valid_until < today:
        raise Refused([PAST])


def scope_of(delegation: Delegation) -> dict[str, Any]:
    """What the journal keeps of it: who may sign what is proved by it years later."""
    names = ("user_id", "substitutes_id", "kind", "call_id", "acts", "reference", "document_digest")
    kept: dict[str, Any] = {name: getattr(delegation, name) for name in names}
    kept["ceiling_cents"] = delegation.ceiling and delegation.ceiling.cents
    kept["valid_from"] = delegation.valid_from.isoformat()
    kept["valid_until"] = delegation.valid_until and delegation.valid_until.isoformat()
    return kept


@command
def end(act: Act, delegation_id: int, *, version: int) -> None:
    """From now on nothing is signed under it; what was signed before stays signed."""
    delegation = act.lock(Delegation, delegation_id, version=version)
    act.do(delegation, "delegation.end")
    if delegation.ended_at is not None:
        raise Refused([OVER])
    delegation.ended_at = act.at
