"""What all rulings share: for whom, signed by what delegation, one in force per file and funder."""

from collections.abc import Sequence

from sqlalchemy import select, update

from grants.database import db
from grants.models import Application, Funder, Letter, Ruling, Verdict
from grants.queries import rulings as queries
from grants.services import envelopes, letters
from grants.services.command import Act
from grants.services.rulings.signing import signing
from grants.values.money import Money
from workflows.errors import Refused
from workflows.states import ApplicationState
from workflows.words.delegating import AWARD, REFUSAL

ISSUED = ("ruling.award", "ruling.promote", "ruling.reserve", "ruling.refuse", "ruling.take_no_action")


SORTS = {Verdict.AWARD: AWARD, Verdict.SELECTION: AWARD}


def funder_of(act: Act, application: Application) -> Funder:
    """In whose name this person rules; `Refused` when nothing says it."""
    own = queries.funder_of(act.actor, application)
    if own is None:
        raise Refused(["Votre désignation ne dit pas pour quel financeur vous décidez."])
    return own


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
    delegation = signing(act, application, funder, amount, sort=SORTS.get(verdict, REFUSAL))
    envelopes.free_holds(act, application)
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
    letters.leave(act, application)


def supersede_letter(act: Act, former: Ruling) -> None:
    """The letter of a ruling that is in force no more stays, marked; it was issued at the instant of the ruling."""
    issued = update(Letter).filter_by(application_id=former.application_id, issued_at=former.decided_at)
    issued = issued.where(Letter.superseded_at.is_(None), Letter.act.in_(ISSUED))
    db.session.execute(issued.values(superseded_at=act.at))
