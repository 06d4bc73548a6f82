"""Lists of the money: the same number of statements for 3 and for 30 rows, and what a page does not show it offers."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import event

from grants.database import db
from grants.models import Agreement, Application, BankAccount, Payment, Ruling
from grants.values import clock
from tests.support.money import EUROS
from tests.support.web import sign_in
from tests.world import World, add_file, add_world

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def add_rows(world: World, ranks: range) -> None:
    """Files that wait for a decision, and awarded ones with an agreement and a payment, straight in the tables."""
    for rank in ranks:
        add_file(world, "recommended", rank=rank, recommended_amount=EUROS(10_000))
        file_id = add_file(world, "awarded", rank=1000 + rank)
        here = {"application_id": file_id, "funder_id": 1, "is_historical": False}
        ruling = Ruling(author_id=world["authority"], decided_at=clock.now(), verdict="award", reason="", **here)
        ruling.amount = EUROS(10_000)
        db.session.add(ruling)
        db.session.flush()
        agreement = Agreement(ruling_id=ruling.id, kind="order", reference=f"ARR-{rank}", object="x", **here)
        agreement.amount, agreement.drafted_at = EUROS(10_000), clock.now()
        agreement.workflow_key, agreement.state = "agreement@1", "notified"
        db.session.add(agreement)
        db.session.flush()
        payment = Payment(application_id=file_id, agreement_id=agreement.id, rank=1, key="single", label="Versement")
        payment.amount, payment.workflow_key, payment.state = EUROS(10_000), "payment@1", "planned"
        db.session.add(payment)
    db.session.commit()


def statements(app: Flask, user_id: int, address: str) -> int:
    client, seen = sign_in(app, user_id), []
    with app.app_context():
        engine = db.engine

    def listen(*args: object) -> None:
        seen.append(args[2])

    event.listen(engine, "before_cursor_execute", listen)
    try:
        assert client.get(address).status_code == 200
    finally:
        event.remove(engine, "before_cursor_execute", listen)
    return len(seen)


@pytest.mark.parametrize(
    "address", ["/decisions", "/decisions/prises", "/conventions", "/versements?etat=planned", "/selection/1"]
)
def test_lists_ask_as_much_of_the_database_for_3_rows_as_for_30(app, address):
    with app.app_context():
        world = add_world(is_open=False)
        add_rows(world, range(1, 4))
    few = statements(app, world["authority"], address)
    with app.app_context():
        add_rows(world, range(4, 31))
    assert statements(app, world["authority"], address) == few


def test_the_second_page_begins_where_the_first_ended(app):
    with app.app_context():
        world = add_world(is_open=False)
        add_rows(world, range(1, 61))
        numbers = {each.number for each in db.session.query(Application).filter_by(state="recommended")}
    client, address, found = sign_in(app, world["authority"]), "/decisions", []
    while address:
        text = client.get(address).text
        found += [number for number in numbers if f"{number} " in text]
        address = text.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&") if 'rel="next"' in text else ""
    assert sorted(found) == sorted(numbers)


def test_an_account_changed_after_the_order_is_told_to_those_who_pay(app):
    with app.app_context():
        world = add_world(is_open=False)
        add_rows(world, range(1, 3))
        before, late = db.session.query(Payment).order_by(Payment.id)
        now = clock.now()
        for payment, hours in ((before, -1), (late, 1)):
            payment.state, payment.ordered_at = "ordered", now + timedelta(hours=hours)
        db.session.add(BankAccount(organisation_id=world.organisation_id, iban="x", holder="x", began_at=now))
        db.session.commit()
        concerned, other = before.application.number, late.application.number
        client = sign_in(app, world["grant_manager"])
    lists = {state: client.get(f"/versements?etat={state}").text for state in ("approved", "ordered")}
    for page in lists.values():
        note = page.split("changé après l’ordre")[1].split("</ul>")[0]
        assert concerned in note
        assert other not in note
    assert lists["ordered"].count("compte changé depuis l’ordre") == 1
