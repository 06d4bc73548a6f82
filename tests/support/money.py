"""The short way to each step of a file's money, by the right person, through the services."""

from datetime import date, timedelta

from grants.database import db
from grants.models import Agreement, Application, Envelope, Payment, Recovery
from grants.queries import ledgers
from grants.services import agreements, payments, recoveries, rulings
from grants.values import clock
from grants.values.money import Money
from tests.world import World, add_file, version_of

EUROS = Money.of


def seen(model: type, id: int) -> dict[str, int]:
    """The keyword that every act takes."""
    return {"version": version_of(model, id)}


def awarded(world: World, amount: int = 18_000, *, rank: int = 1, **columns: object) -> int:
    """A published award; the file's id."""
    columns.setdefault("requested_amount", EUROS(amount))
    file_id = add_file(world, "recommended", rank=rank, **columns)
    rulings.award(world["authority"], file_id, amount=EUROS(amount), **seen(Application, file_id))
    publish(file_id)
    return file_id


def publish(file_id: int) -> None:
    file = db.session.get_one(Application, file_id)
    file.released_at = clock.now()
    db.session.commit()


def drafted(world: World, file_id: int) -> int:
    ruling_id = db.session.get_one(Application, file_id).rulings[-1].id
    return agreements.draft(
        world["grant_manager"], file_id, ruling_id=ruling_id, object="Une épicerie solidaire",
        starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31), **seen(Application, file_id),
    )  # fmt: skip


def signed(world: World, file_id: int) -> int:
    id = drafted(world, file_id)
    sign_by = clock.today() + timedelta(days=30)
    agreements.send(world["grant_manager"], id, sign_by=sign_by, **seen(Agreement, id))
    if db.session.get_one(Agreement, id).is_convention:
        given = {"signatory": "Camille Exemple", "signed_on": clock.today()}
        agreements.accept(world["representative"], id, **given, **seen(Agreement, id))
    agreements.sign(world["prefect"], id, **seen(Agreement, id))
    return id


def notified(world: World, file_id: int) -> int:
    id = signed(world, file_id)
    agreements.notify(world["grant_manager"], id, commitment_reference="2102368447", **seen(Agreement, id))
    return id


def planned(agreement_id: int) -> list[Payment]:
    db.session.rollback()
    return db.session.get_one(Agreement, agreement_id).payments


def approved(world: World, payment_id: int) -> None:
    payments.request(world["applicant"], payment_id, **seen(Payment, payment_id))
    payments.approve(world["instructor"], payment_id, **seen(Payment, payment_id))


def ordered(world: World, payment_id: int) -> None:
    approved(world, payment_id)
    payments.order(world["grant_manager"], payment_id, reference="DP-1", **seen(Payment, payment_id))


def paid(world: World, payment_id: int) -> None:
    ordered(world, payment_id)
    given = {"paid_on": clock.today(), "reference": "VIR-1"}
    payments.pay(world["accountant"], payment_id, **given, **seen(Payment, payment_id))


def proposed(world: World, payment_id: int, amount: int) -> int:
    file_id = db.session.get_one(Payment, payment_id).application_id
    return recoveries.propose(
        world["grant_manager"], file_id, payment_id=payment_id, amount=EUROS(amount), reason="Action non faite",
        hear_by=clock.today() + timedelta(days=20), **seen(Application, file_id),
    )  # fmt: skip


def ordered_back(world: World, recovery_id: int) -> None:
    given = {"observations": "Nous comprenons."}
    recoveries.hear(world["applicant"], recovery_id, **given, **seen(Recovery, recovery_id))
    recoveries.order(world["prefect"], recovery_id, reference="TP-1", **seen(Recovery, recovery_id))


def ledger(file_id: int) -> ledgers.Ledger:
    """The ledger now; it must hold, whatever is asked of it."""
    db.session.rollback()
    found = ledgers.of_application(db.session.get_one(Application, file_id))
    assert found.holds, found
    return found


def left(envelope_id: int) -> Money:
    db.session.rollback()
    return db.session.get_one(Envelope, envelope_id).left
