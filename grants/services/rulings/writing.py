"""What all rulings share: for whom, signed by what delegation, one in force per file and funder."""

from collections.abc import Sequence

from sqlalchemy import select, update

from grants.database import db
from grants.models import Application, Delegation, Funder, Letter, Ruling, Verdict
from grants.queries import rulings as queries
from grants.services import envelopes, letters
from grants.services.command import Act
from grants.values import clock
from grants.values.money import ZERO, Money
from grants.values.sentences import sentence
from workflows.errors import Refused
from workflows.states import ApplicationState

ISSUED = ("ruling.award", "ruling.promote", "ruling.reserve", "ruling.refuse", "ruling.take_no_action")


def funder_of(act: Act, application: Application) -> Funder:
    """In whose name this person rules; `Refused` when nothing says it."""
    own = queries.funder_of(act.actor, application)
    if own is None:
        raise Refused(["Votre désignation ne dit pas pour quel financeur vous décidez."])
    return own


def signing(act: Act, application: Application, funder: Funder, amount: Money | None = None) -> Delegation | None:
    """The delegation under which this person signs at this moment; none for a co-funder, who signs for itself.

    `Refused` when no delegation in force covers the kind of call, or when the amount passes its ceiling.
    """
    if not funder.is_state:
        return None
    day, kind = clock.day_of(act.at), application.call.kind
    held = [
        each
        for each in act.actor.delegations
        if each.covers(kind=kind, day=day) and each.funder_id in (None, funder.id)
    ]
    if not held:
        raise Refused(["Aucune délégation de signature en vigueur ne couvre cet appel à cette date."])
    enough = [each for each in held if each.allows(amount or ZERO)]
    if not enough:
        highest = max(each.ceiling for each in held if each.ceiling is not None)
        raise Refused(
            [
                sentence(
                    "Votre délégation va jusqu’à %(highest)s : %(amount)s la dépassent.", highest=highest, amount=amount
                )
            ]
        )
    return enough[0]


def write(
    act: Act,
    application: Application,
    verdict: Verdict,
    *,
    amount: Money | None = None,
    reason: str = "",
    rank: int | None = None,
    conditions: Sequence[str] = (),
) -> Ruling:
    """Write the ruling; the one before of the same funder is in force no more, and gives its credits back."""
    funder = funder_of(act, application)
    delegation = signing(act, application, funder, amount)
    for former in db.session.scalars(select(Ruling).filter_by(application_id=application.id, is_in_force=True)):
        if former.funder_id == funder.id:
            envelopes.void(act, former)
            supersede_letter(act, former)
    ruling = Ruling(application=application, funder=funder, author_id=act.actor.id, decided_at=act.at, verdict=verdict)
    ruling.delegation_id = delegation.id if delegation else None
    ruling.amount, ruling.rank, ruling.reason, ruling.conditions = amount, rank, reason, list(conditions)
    db.session.add(ruling)
    db.session.flush()
    return ruling


def tell(act: Act, name: str, ruling: Ruling) -> None:
    """Freeze the letter, and let it go at once when the decisions of the round are already published."""
    letters.write(act, name, ruling, ruling.application)
    if ruling.application.round.is_published and ruling.application.state != ApplicationState.PARTLY_RULED:
        release(act, ruling.application)


def release(act: Act, application: Application) -> None:
    """Tell the applicant what was decided, with the letters that waited; the caller holds the file."""
    application.released_at = act.at
    letters.release(act, application)
    act.tell(application, "ruling.publish")


def supersede_letter(act: Act, former: Ruling) -> None:
    """The letter of a ruling that is in force no more stays, marked; it was issued at the instant of the ruling."""
    issued = update(Letter).filter_by(application_id=former.application_id, issued_at=former.decided_at)
    issued = issued.where(Letter.superseded_at.is_(None), Letter.act.in_(ISSUED))
    db.session.execute(issued.values(superseded_at=act.at))
