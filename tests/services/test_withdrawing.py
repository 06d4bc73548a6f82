"""Giving up frees the credits; recording writes what a source says."""

import pytest
from sqlalchemy import select

from grants import journal
from grants.database import db
from grants.models import Agreement, Application, Charge, JournalEntry, Letter, Round, Ruling
from grants.services import applications
from grants.values import clock
from grants.values.money import Money
from tests.world import add_file, add_world, envelope, version_of
from workflows.errors import NotAllowed, Refused

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def world(app):
    with app.app_context():
        yield add_world(is_open=False)


def awarded(world):
    """A file that claims 15 000 € of its department's envelope."""
    id = add_file(world, "awarded")
    credits = envelope(world, "d49")
    ruling = Ruling(application_id=id, funder_id=credits.funder_id, author_id=world["authority"], verdict="award")
    ruling.decided_at, ruling.amount, ruling.reason = clock.now(), Money.of(15_000), "Un bon projet."
    db.session.add(ruling)
    db.session.flush()
    credits.charge(ruling, Money.of(15_000), at=clock.now())
    db.session.commit()
    return id


def withdraw(world, id, name="applicant"):
    applications.withdraw(world[name], id, version=version_of(Application, id), reason="Le véhicule n’est plus là.")


def test_the_envelope_is_freed_and_its_journal_says_so(world):
    id = awarded(world)
    assert envelope(world, "d49").charged == Money.of(15_000)
    withdraw(world, id)
    db.session.rollback()
    assert envelope(world, "d49").charged == Money.of(0)
    assert db.session.scalars(select(Charge)).one().released_at is not None
    assert db.session.scalars(select(Ruling)).one().is_in_force is False
    stream = envelope(world, "d49").stream
    assert db.session.scalars(select(JournalEntry.act).filter_by(stream=stream)).all() == ["envelope.release"]
    assert list(journal.broken_links()) == []


def test_the_letter_tells_no_ruling_before_its_publication(world):
    id = awarded(world)
    withdraw(world, id)
    letter = db.session.scalars(select(Letter)).one()
    assert letter.context["etape_desistement"] == "avant_decision"
    assert letter.context["montant_attribue"] is None


def test_a_running_agreement_must_be_terminated_first(world):
    id = awarded(world)
    ruling = db.session.scalars(select(Ruling)).one()
    agreement = Agreement(
        application_id=id, ruling_id=ruling.id, funder_id=ruling.funder_id, kind="order", reference="A1"
    )
    agreement.workflow_key, agreement.state, agreement.reference = "agreement@1", "notified", "A1"
    agreement.object = "Le projet"
    agreement.amount, agreement.drafted_at = Money.of(15_000), clock.now()
    db.session.add(agreement)
    db.session.commit()
    with pytest.raises(Refused):
        withdraw(world, id)
    db.session.rollback()
    assert envelope(world, "d49").charged == Money.of(15_000)


def test_the_staff_withdraws_nothing_for_an_applicant(world):
    id = awarded(world)
    with pytest.raises(NotAllowed):
        withdraw(world, id, "instructor")


def test_a_service_writes_a_project_in_a_register(app):
    with app.app_context():
        world = add_world("dotation_action_territoriale")
        round = db.session.get_one(Round, world.round_id)
        said = {"organisation_name": "La Ruche fictive", "title": "Un poste de coordination", "department": "53"}
        id = applications.enter(world["instructor"], round.id, **said, amount=None)
        file = db.session.get_one(Application, id)
        assert (file.state, file.requested_amount, file.organisation.name) == ("recorded", None, "La Ruche fictive")
        with pytest.raises(NotAllowed):
            applications.enter(world["applicant"], round.id, **said)
        with pytest.raises(Refused, match="ne reçoit pas de dossier"):
            applications.start(world["applicant"], round.id, organisation_id=world.organisation_id)
        withdraw(world, id, "instructor")
        db.session.rollback()
        assert db.session.get_one(Application, id).state == "withdrawn"
