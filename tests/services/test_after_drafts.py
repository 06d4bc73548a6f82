"""A draft given up: out of sight, kept two weeks, then emptied without breaking its journal."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from grants import journal, storage
from grants.database import db
from grants.jobs import drafts
from grants.models import (
    Answer,
    Application,
    JournalEntry,
    Note,
    PersonalText,
    Piece,
    SearchWord,
    StoredFile,
)
from grants.policies.roles import roles_on
from grants.queries import applications as queries
from grants.queries import earlier
from grants.services import applications, notes, pieces, reminders
from grants.values import clock
from tests.support.answers import fill
from tests.world import add_file, add_world, version_of
from workflows.errors import NotAllowed, Refused

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def world(app):
    with app.app_context():
        yield add_world()


@pytest.fixture
def draft(world):
    return applications.start(world["applicant"], world.round_id, organisation_id=world.organisation_id)


def discard(world, id, name="applicant"):
    applications.discard(world[name], id, version=version_of(Application, id))


def take_back(world, id, name="representative"):
    applications.take_back(world[name], id, version=version_of(Application, id))


def file(id):
    db.session.rollback()
    return db.session.get_one(Application, id)


def later(id, **time):
    """As if it had been given up that long ago."""
    file(id).discarded_at = clock.now() - timedelta(**time)
    db.session.commit()


def listed(world, name="applicant"):
    from grants.models import User

    return [each.id for each in queries.mine(db.session.get_one(User, world[name]))]


def give(world, id, content, key="bank_details"):
    kept = storage.put(content)
    pieces.give(world["applicant"], id, key, name="rib.pdf", digest=kept.digest, size=kept.size,
                media_type="application/pdf")  # fmt: skip
    return kept.digest


def test_it_leaves_the_lists_and_comes_back_as_it_was(world, draft):
    fill(world["applicant"], draft)
    said = dict(db.session.scalars(select(Answer).filter_by(application_id=draft).limit(1)).one().values)
    discard(world, draft)
    assert file(draft).state == "discarded"
    assert draft not in listed(world)
    take_back(world, draft)
    assert (file(draft).state, file(draft).discarded_at) == ("draft", None)
    assert draft in listed(world)
    assert db.session.scalars(select(Answer).filter_by(application_id=draft).limit(1)).one().values == said
    assert list(journal.broken_links()) == []


def test_whoever_began_it_or_represents_the_organisation_may(world, draft):
    started = applications.start(world["representative"], world.round_id, organisation_id=world.organisation_id)
    with pytest.raises(Refused, match="Seule la personne qui a commencé"):
        discard(world, started, "applicant")
    discard(world, draft, "representative")
    for name in ("outsider", "instructor", "administrator"):
        with pytest.raises(NotAllowed):
            discard(world, started, name)


@pytest.mark.parametrize("state", ["submitted", "to_complete", "under_review", "awarded", "withdrawn"])
def test_what_was_handed_in_is_never_deleted(world, state):
    id = add_file(world, state)
    with pytest.raises(Refused):
        discard(world, id, "representative")
    assert file(id).state == state


def test_nothing_is_written_nor_recalled_on_it(world, draft):
    discard(world, draft)
    with pytest.raises(Refused):
        applications.edit(world["applicant"], draft, "need", version=0, values={"need": "Encore."})
    with pytest.raises(Refused):
        give(world, draft, b"%PDF encore")
    with pytest.raises(Refused):
        applications.submit(world["representative"], draft, version=version_of(Application, draft))
    reminders.ask_all()
    another = applications.start(world["applicant"], world.round_id, organisation_id=world.organisation_id)
    assert draft not in [each.id for each in earlier.files(file(another))]


def test_after_two_weeks_it_is_empty_and_its_chain_is_whole(app, world, draft):
    fill(world["applicant"], draft)
    notes.write(world["applicant"], draft, body="Un mot entre nous.")
    digest = give(world, draft, b"%PDF secret")
    discard(world, draft)
    later(draft, days=14, seconds=1)
    assert drafts.erase() == 1
    emptied = file(draft)
    assert (emptied.state, emptied.title, emptied.requested_amount) == ("erased", "", None)
    for model in (Answer, Note, Piece, SearchWord):
        assert db.session.scalar(select(func.count()).select_from(model).filter_by(application_id=draft)) == 0, model
    assert db.session.scalars(select(PersonalText).filter_by(stream=emptied.stream)).all() == []
    acts = db.session.scalars(select(JournalEntry.act).filter_by(stream=emptied.stream)).all()
    assert acts[-2:] == ["application.discard", "application.erase"]
    assert list(journal.broken_links()) == []
    assert storage.exists(digest), "a content that came today stays a day more"
    with pytest.raises(Refused, match="quatorze jours sont passés|pas possible"):
        take_back(world, draft)
    assert drafts.erase() == 0


def test_before_that_nothing_is_erased(world, draft):
    discard(world, draft)
    later(draft, days=13, hours=23)
    assert drafts.erase() == 0
    with pytest.raises(Refused, match="quatorze jours"):
        applications.erase(world["clock"], draft)
    with pytest.raises(NotAllowed):
        applications.erase(world["representative"], draft)
    take_back(world, draft)
    assert file(draft).state == "draft"


def test_a_content_that_another_file_needs_stays(world, draft, monkeypatch):
    from grants.services import stored_files

    other = applications.start(world["applicant"], world.round_id, organisation_id=world.organisation_id)
    shared, alone = give(world, draft, b"%PDF partage"), give(world, draft, b"%PDF seul", "statutes")
    give(world, other, b"%PDF partage")
    discard(world, draft)
    later(draft, days=15)
    for row in db.session.scalars(select(StoredFile)):
        row.created_at = clock.now() - timedelta(days=20)
    db.session.commit()
    monkeypatch.setattr(stored_files, "GRACE", timedelta(seconds=-5))
    drafts.erase()
    db.session.rollback()
    assert (storage.exists(shared), storage.exists(alone)) == (True, False)
    assert db.session.get(StoredFile, shared) is not None
    assert db.session.get(StoredFile, alone) is None


def test_a_content_that_came_again_is_not_removed(app, world):
    kept = storage.put(b"revenu")
    assert storage.forget(kept.digest, untouched_since=clock.now() - timedelta(hours=1)) is False
    assert storage.read(kept.digest) == b"revenu"
    assert storage.forget(kept.digest, untouched_since=clock.now() + timedelta(hours=1)) is True
    assert not storage.exists(kept.digest)
    assert storage.put(b"revenu").digest == kept.digest
    assert storage.exists(kept.digest)


def test_the_staff_never_learn_of_it(world, draft):
    from grants.models import User

    discard(world, draft)
    for name in ("instructor", "administrator", "auditor"):
        assert roles_on(db.session.get_one(User, world[name]), file(draft)) == frozenset()
