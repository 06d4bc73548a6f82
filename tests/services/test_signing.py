"""Who may hand a file in, at which instant it counts, and what stays of the signature."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import select

from grants.database import db
from grants.models import Application, InboxItem, OutboxItem, Partner, Receipt, Snapshot, User
from grants.services import applications, command
from grants.values import clock
from tests.support.answers import fill
from tests.world import add_organisation, add_world, version_of
from workflows.errors import Refused

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def world(app):
    with app.app_context():
        yield add_world()


@pytest.fixture
def draft(world):
    id = applications.start(world["applicant"], world.round_id, organisation_id=world.organisation_id)
    fill(world["applicant"], id)
    return id


def hand_in(world, draft, who):
    return applications.submit(world[who], draft, version=version_of(Application, draft))


def test_who_only_writes_does_not_hand_in(world, draft):
    with pytest.raises(Refused, match="représente légalement"):
        hand_in(world, draft, "applicant")
    assert db.session.scalar(select(Receipt.id)) is None
    hand_in(world, draft, "representative")
    assert db.session.scalars(select(Receipt)).one()


def give_power(world, draft, email):
    """The file says that this address signs by a written power, and the power is joined."""
    delegate = [{"name": "Nour Fictif", "office": "trésorière", "email": email}]
    fill(world["applicant"], draft, signatory="delegate", delegate=delegate)


def test_a_written_power_lets_one_member_sign(world, draft):
    give_power(world, draft, db.session.get_one(User, world["applicant"]).email.upper())
    hand_in(world, draft, "applicant")
    signature = db.session.scalars(select(Snapshot)).one().content["signature"]
    assert (signature["name"], signature["by"]) == ("Applicant Fictif", "delegate")
    assert any("pouvoir d’engager" in each for each in signature["certified"])


def test_a_power_given_to_somebody_else_is_not_mine(world, draft):
    give_power(world, draft, "quelquun@ailleurs.example")
    with pytest.raises(Refused, match="représente légalement"):
        hand_in(world, draft, "applicant")


def test_what_counts_is_the_instant_when_the_server_was_asked(world, draft, monkeypatch):
    closes_at, waited = db.session.get_one(Application, draft).closes_at, command.transaction
    version = version_of(Application, draft)

    @contextmanager
    def after_a_wait():
        with clock.stopped_at(closes_at + timedelta(seconds=3)), waited():
            yield

    monkeypatch.setattr(command, "transaction", after_a_wait)
    with clock.stopped_at(closes_at - timedelta(seconds=1)):
        applications.submit(world["representative"], draft, version=version)
    receipt = db.session.scalars(select(Receipt)).one()
    assert receipt.issued_at == closes_at - timedelta(seconds=1)


def test_the_signature_is_asked_of_a_complete_file_only(world):
    empty = applications.start(world["applicant"], world.round_id, organisation_id=world.organisation_id)
    with pytest.raises(Refused, match="incomplet"):
        applications.ask_signature(world["applicant"], empty, version=version_of(Application, empty))
    assert db.session.scalar(select(OutboxItem.id).filter_by(act="application.ask_signature")) is None


def test_asking_writes_to_who_signs(world, draft):
    applications.ask_signature(world["applicant"], draft, version=version_of(Application, draft))
    assert db.session.scalars(select(OutboxItem).filter_by(act="application.ask_signature")).one()
    assert db.session.scalars(select(InboxItem)).all() == []  # the relay delivers, after the commit


def test_who_represents_a_co_carrier_does_not_sign_for_the_lead(world, draft):
    other = add_organisation("Les Voisins", world["accountant"], world["outsider"])
    db.session.add(Partner(application_id=draft, organisation_id=other, name="Les Voisins", is_co_carrier=True))
    db.session.commit()
    with pytest.raises(Refused, match="représente légalement"):
        hand_in(world, draft, "outsider")
