"""What a transaction promises."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from grants.database import db
from grants.models import Application, Envelope, OutboxItem
from grants.services.command import command
from grants.values.clock import now, stopped_at
from tests.world import add_file, add_world, version_of
from workflows.errors import NotAllowed, Refused, Stale


@pytest.fixture
def world(app):
    with app.app_context():
        yield add_world()


@command
def start_review(act, file_id, *, version):
    act.move(act.lock(Application, file_id, version=version), "application.resume_review")


def test_a_command_inside_a_command_joins_it(world):
    one, two = add_file(world, "ineligibility_proposed", rank=1), add_file(world, "submitted", rank=2)

    @command
    def both(act):
        start_review(act.actor.id, one, version=version_one)
        start_review(act.actor.id, two, version=version_two)

    version_one, version_two = version_of(Application, one), version_of(Application, two)
    with pytest.raises(Refused):
        both(world["authority"])
    db.session.expire_all()
    assert [db.session.get_one(Application, id).state for id in (one, two)] == ["ineligibility_proposed", "submitted"]
    assert db.session.scalars(select(OutboxItem)).all() == []


def test_locks_are_taken_in_one_order(world):
    file_id, envelope_id = add_file(world), world.envelopes["d49"]

    @command
    def backwards(act):
        act.lock(Application, file_id)
        act.lock(Envelope, envelope_id)

    with pytest.raises(RuntimeError, match="must be locked before"):
        backwards(world["authority"])


def test_a_stale_version_is_refused(world):
    file_id = add_file(world, "ineligibility_proposed")
    seen = version_of(Application, file_id)
    db.session.get_one(Application, file_id).title = "Nouveau titre"
    db.session.commit()
    with pytest.raises(Stale):
        start_review(world["authority"], file_id, version=seen)


def test_another_role_is_not_allowed(world):
    file_id = add_file(world, "ineligibility_proposed")
    for name in ("instructor", "applicant", "outsider", "accountant"):
        with pytest.raises(NotAllowed):
            start_review(world[name], file_id, version=version_of(Application, file_id))


def test_a_lock_reads_again_what_was_read_without_it(app, world):
    if db.engine.dialect.name == "sqlite":
        return  # nobody else writes during a transaction
    file_id = add_file(world)

    @command
    def read_then_lock(act):
        seen = db.session.get_one(Application, file_id)
        with app.app_context():  # another session, as another request has
            db.session.get_one(Application, file_id).title = "Changé"
            db.session.commit()
        act.lock(Application, file_id)
        return seen.title

    assert read_then_lock(world["applicant"]) == "Changé"


def test_a_simulated_act_is_journalled_as_such_and_stays_inside(world):
    from grants.models import JournalEntry

    file_id = add_file(world, "ineligibility_proposed")
    seen = version_of(Application, file_id)
    with stopped_at(now() - timedelta(days=1)):
        start_review(world["authority"], file_id, version=seen)
    entry = db.session.scalars(select(JournalEntry).filter_by(act="application.resume_review")).one()
    item = db.session.scalars(select(OutboxItem).filter_by(act="application.resume_review")).one()
    assert entry.data["simulated"] is True
    assert item.is_simulated
