"""Writing in a draft: several hands, one journal that stays readable, an end to the second."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from grants import journal
from grants.database import db
from grants.definitions.merging import mark
from grants.models import Answer, Application, JournalEntry, Note
from grants.queries import earlier
from grants.services import applications, notes
from grants.values import clock
from tests.support.answers import fill
from tests.world import add_organisation, add_world, version_of
from workflows.errors import NotAllowed, Refused, Stale

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def world(app):
    with app.app_context():
        yield add_world()


@pytest.fixture
def draft(world):
    return applications.start(world["applicant"], world.round_id, organisation_id=world.organisation_id)


def write(who, draft, seen, **values):
    shown = {key: mark(value) for key, value in seen.items()}
    return applications.edit(who, draft, "request", version=0, values=values, seen=shown)


def held(draft):
    db.session.rollback()
    return db.session.scalars(select(Answer.values).filter_by(application_id=draft)).one()


def test_two_members_write_different_answers_of_one_section(world, draft):
    write(world["applicant"], draft, {}, project_title="Un camion", requested_amount="")
    seen = {"project_title": "Un camion", "requested_amount": ""}
    write(world["representative"], draft, seen, project_title="Un camion", requested_amount="18000.00")
    write(world["applicant"], draft, seen, project_title="Deux camions", requested_amount="")
    assert (held(draft)["project_title"], held(draft)["requested_amount"]) == ("Deux camions", "18000.00")


def test_the_same_answer_changed_by_two_is_a_clash_and_nothing_is_written(world, draft):
    write(world["applicant"], draft, {}, project_title="Un camion")
    seen = {"project_title": "Un camion"}
    write(world["representative"], draft, seen, project_title="Deux camions")
    with pytest.raises(Stale):
        write(world["applicant"], draft, seen, project_title="Trois camions")
    assert held(draft)["project_title"] == "Deux camions"


def test_saves_of_one_sitting_are_one_line_of_the_journal(world, draft):
    def lines():
        db.session.rollback()
        return db.session.scalars(select(JournalEntry.actor_id).filter_by(act="application.edit")).all()

    for before, after in (("", "Un"), ("Un", "Un ca"), ("Un ca", "Un camion")):
        write(world["applicant"], draft, {"project_title": before}, project_title=after)
    assert lines() == [world["applicant"]]
    write(world["representative"], draft, {"project_title": "Un camion"}, project_title="Le camion")
    with clock.stopped_at(clock.now() + timedelta(minutes=16)):
        write(world["representative"], draft, {"project_title": "Le camion"}, project_title="Ce camion")
    assert lines() == [world["applicant"], world["representative"], world["representative"]]
    assert list(journal.broken_links()) == []


def test_a_draft_is_written_until_its_deposit_ends_to_the_second(world, draft):
    end = db.session.get_one(Application, draft).closes_at
    with clock.stopped_at(end - timedelta(seconds=1)):
        write(world["applicant"], draft, {}, project_title="À temps")
    with clock.stopped_at(end), pytest.raises(Refused, match="clos depuis"):
        write(world["applicant"], draft, {"project_title": "À temps"}, project_title="Trop tard")
    assert held(draft)["project_title"] == "À temps"


def test_a_draft_starts_from_an_earlier_file_and_overwrites_nothing(world, draft):
    fill(world["applicant"], draft, project_title="Un ancien projet")
    second = applications.start(world["applicant"], world.round_id, organisation_id=world.organisation_id)
    write(world["applicant"], second, {}, project_title="Un nouveau projet")
    here = db.session.get_one(Application, second)
    found = earlier.reusable(here, db.session.get_one(Application, draft))
    why = dict(found.left)
    assert "vous avez déjà répondu dans ce dossier-ci" in why.values()
    assert "un engagement se redonne à chaque demande" in why.values()
    taken = applications.start_from(
        world["applicant"], second, earlier_id=draft, version=version_of(Application, second)
    )
    assert taken == len(found.values) > 20
    assert db.session.get_one(Application, second).title == "Un nouveau projet"


def test_a_file_of_another_organisation_gives_nothing(world, draft):
    fill(world["applicant"], draft)
    theirs = add_organisation("Les Autres", world["outsider"], world["communication"])
    other = applications.start(world["outsider"], world.round_id, organisation_id=theirs)
    with pytest.raises(NotAllowed):
        applications.start_from(world["outsider"], other, earlier_id=draft)


def test_a_note_is_for_members_and_leaves_no_trace_in_the_journal(world, draft):
    before = db.session.scalars(select(JournalEntry.id)).all()
    note = notes.write(world["applicant"], draft, body="Qui a les comptes ?", section_key="need")
    assert db.session.scalars(select(JournalEntry.id)).all() == before
    for name in ("instructor", "outsider", "administrator"):
        with pytest.raises(NotAllowed):
            notes.write(world[name], draft, body="Bonjour")
    with pytest.raises(NotAllowed):
        notes.erase(world["representative"], note)
    notes.erase(world["applicant"], note)
    assert db.session.scalars(select(Note.id)).all() == []
