"""Claims on credits, always under the locks of the round and of its envelopes."""

from collections.abc import Iterable, Mapping

from sqlalchemy import or_, select

from grants.database import db
from grants.models import Agreement, Appeal, Application, Charge, Envelope, Hold, Round, Ruling
from grants.services.command import Act
from grants.values.money import ZERO, Money
from grants.values.sentences import sentence
from workflows.errors import Refused
from workflows.states import AgreementState as S

UNDER_WAY = (S.SENT, S.SIGNED, S.NOTIFIED, S.AMENDED)


def hold(
    act: Act, application_id: int, envelope_ids: Iterable[int] | None = (), *, version: int | None = None
) -> Application:
    """Lock the file after its round and every envelope that it charges or is about to charge; None: all the round's."""
    return hold_all(act, {application_id: version}, envelope_ids)[0]


def hold_all(
    act: Act, versions: Mapping[int, int | None], envelope_ids: Iterable[int] | None = ()
) -> list[Application]:
    """The same for several files, by id, with the version seen of each.

    Every ruling takes the lock of the round first: what a file charges can't change before its envelopes are held.
    """
    files = sorted(versions)
    rounds = set(db.session.scalars(select(Application.round_id).where(Application.id.in_(files))))
    for round_id in sorted(rounds):
        act.lock(Round, round_id)
    charged = select(Charge.envelope_id).join(Ruling).where(Ruling.application_id.in_(files))
    charged = charged.where(Charge.released_at.is_(None))
    serving = Envelope.round_id.in_(rounds) if envelope_ids is None else Envelope.id.in_(_serving(rounds, envelope_ids))
    kept = select(Hold.envelope_id).join(Appeal, Appeal.id == Hold.appeal_id)
    kept = kept.where(Appeal.application_id.in_(files), Hold.released_at.is_(None))
    act.lock_all(Envelope, or_(serving, Envelope.id.in_(charged), Envelope.id.in_(kept)))
    return [act.lock(Application, each, version=versions[each]) for each in files]


def _serving(rounds: Iterable[int], envelope_ids: Iterable[int]) -> set[int]:
    """These envelopes, when they are of these rounds."""
    asked = set(envelope_ids)
    if not asked:
        return asked
    found = set(db.session.scalars(select(Envelope.id).where(Envelope.id.in_(asked), Envelope.round_id.in_(rounds))))
    if found != asked:
        raise Refused(["Cette enveloppe ne sert pas cette vague."])
    return found


def charge(act: Act, ruling: Ruling, charges: Mapping[int, Money]) -> None:
    """Claim each amount on its envelope (held before), or refuse them all."""
    for envelope_id in sorted(charges):
        envelope = act.lock(Envelope, envelope_id)
        if envelope.funder_id != ruling.funder_id:
            raise Refused([sentence("L’enveloppe « %(label)s » est celle d’un autre financeur.", label=envelope.label)])
        envelope.charge(ruling, charges[envelope_id], at=act.at)
        told(act, envelope, "envelope.charge", ruling, charges[envelope_id])


def give_back(act: Act, ruling: Ruling, amount: Money | None = None) -> None:
    """Release what a ruling claims, newest first: all of it, or this amount; the rest is claimed again at once."""
    left = amount
    for claim in open_charges(ruling):
        if left is not None and left <= ZERO:
            return
        envelope = act.lock(Envelope, claim.envelope_id)
        envelope.release(claim, at=act.at)
        freed = claim.amount if left is None else min(claim.amount, left)
        if freed < claim.amount:
            envelope.charge(ruling, claim.amount - freed, at=act.at)
        left = None if left is None else left - freed
        told(act, envelope, "envelope.release", ruling, freed)


def open_charges(ruling: Ruling) -> list[Charge]:
    claims = select(Charge).filter_by(ruling_id=ruling.id, released_at=None).order_by(Charge.id.desc())
    return list(db.session.scalars(claims))


def free(act: Act, application: Application) -> None:
    """Void the rulings of a file that is given up, and release its credits; it is held by `hold`."""
    running = select(Agreement.id).filter_by(application_id=application.id).where(Agreement.state.in_(UNDER_WAY))
    if db.session.scalar(running.limit(1)):
        raise Refused(["Une convention ou un arrêté est en cours : il faut d’abord le résilier."])
    free_holds(act, application)
    for ruling in application.rulings:
        if ruling.is_in_force:
            void(act, ruling)


def void(act: Act, ruling: Ruling) -> None:
    """End a ruling: it stays written, and claims nothing more."""
    ruling.is_in_force = False
    give_back(act, ruling)
    db.session.flush()  # the unique key must see it before the ruling that comes after


def keep(act: Act, appeal: Appeal, envelope_id: int, amount: Money) -> None:
    """Keep credits aside for an appeal, on an envelope that is held."""
    envelope = act.lock(Envelope, envelope_id)
    db.session.add(envelope.hold(appeal.id, amount, at=act.at))
    db.session.flush()
    record_hold(act, envelope, "envelope.hold", appeal, amount)


def free_holds(act: Act, application: Application) -> Money:
    """Give back what was kept aside for this file's appeals; how much."""
    open_ones = select(Hold, Appeal).join(Appeal, Appeal.id == Hold.appeal_id)
    open_ones = open_ones.where(Appeal.application_id == application.id, Hold.released_at.is_(None))
    freed = Money(0)
    for hold_, appeal in db.session.execute(open_ones.order_by(Hold.id)).all():
        envelope = act.lock(Envelope, hold_.envelope_id)
        envelope.let_go(hold_, at=act.at)
        freed += hold_.amount
        db.session.flush()
        record_hold(act, envelope, "envelope.let_go", appeal, hold_.amount)
    return freed


def record_hold(act: Act, envelope: Envelope, name: str, appeal: Appeal, amount: Money) -> None:
    act.record(
        envelope, name, application_id=appeal.application_id, appeal_id=appeal.id, amount_cents=amount.cents,
        held_cents=envelope.held.cents,
    )  # fmt: skip


def told(act: Act, envelope: Envelope, name: str, ruling: Ruling, amount: Money) -> None:
    """Write the claim in the journal of the envelope."""
    db.session.flush()
    act.record(
        envelope, name, application_id=ruling.application_id, ruling_id=ruling.id,
        amount_cents=amount.cents, charged_cents=envelope.charged.cents,
    )  # fmt: skip
