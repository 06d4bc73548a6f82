"""Who ruled does not pay, who orders does not record: by a direct call of the service."""

import pytest
from flask import Flask

from grants.database import db
from grants.models import Appointment, Payment, Recovery
from grants.services import payments, recoveries
from grants.values import clock
from tests.support import money
from tests.support.money import seen
from tests.world import World, add_world
from workflows.errors import Refused
from workflows.roles import Role

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
TRADES = (Role.INSTRUCTOR, Role.GRANT_MANAGER, Role.ACCOUNTANT)


@pytest.fixture
def world(app: Flask):
    """A world where the authority and the grant manager hold every trade of the money."""
    with app.app_context():
        world = add_world(is_open=False)
        for name in ("authority", "grant_manager"):
            for role in TRADES:
                db.session.add(Appointment(user_id=world[name], role=role))
        db.session.commit()
        yield world


def payment_of(world: World) -> int:
    return money.planned(money.notified(world, money.awarded(world)))[0].id


def test_who_ruled_does_none_of_the_payment(world):
    id = payment_of(world)
    payments.request(world["applicant"], id, **seen(Payment, id))
    with pytest.raises(Refused, match="Vous avez décidé de ce dossier"):
        payments.approve(world["authority"], id, **seen(Payment, id))
    payments.approve(world["instructor"], id, **seen(Payment, id))
    with pytest.raises(Refused, match="Vous avez décidé de ce dossier"):
        payments.order(world["authority"], id, reference="X", **seen(Payment, id))
    payments.order(world["grant_manager"], id, reference="X", **seen(Payment, id))
    today = {"paid_on": clock.today(), "reference": "V"}
    with pytest.raises(Refused, match="Vous avez décidé de ce dossier"):
        payments.pay(world["authority"], id, **today, **seen(Payment, id))


def test_who_orders_neither_records_nor_rejects_the_payment(world):
    id = payment_of(world)
    money.ordered(world, id)
    today = {"paid_on": clock.today(), "reference": "V"}
    with pytest.raises(Refused, match="Vous avez ordonné ce versement"):
        payments.pay(world["grant_manager"], id, **today, **seen(Payment, id))
    with pytest.raises(Refused, match="Vous avez ordonné ce versement"):
        payments.reject(world["grant_manager"], id, reason="x", **seen(Payment, id))


def test_who_orders_a_recovery_does_not_collect_it(world):
    id = payment_of(world)
    money.paid(world, id)
    back = money.proposed(world, id, 1_000)
    db.session.add(Appointment(user_id=world["prefect"], role=Role.ACCOUNTANT))
    db.session.commit()
    money.ordered_back(world, back)
    with pytest.raises(Refused, match="une autre personne"):
        recoveries.collect(world["prefect"], back, collected_on=clock.today(), **seen(Recovery, back))
