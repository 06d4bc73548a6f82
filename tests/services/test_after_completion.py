"""What was asked: done or not, more time, the end of the wait, the reminder."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from grants.database import db
from grants.models import Answer, Application, OutboxItem, Piece
from grants.queries import completions
from grants.services import applications, pieces, reminders
from grants.values import clock
from tests.support.answers import fill
from tests.world import add_world, version_of
from workflows.errors import NotAllowed, Refused

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ITEMS = [
    {"key": "bank_details", "kind": "piece", "label": "RIB", "reason": "Il est illisible."},
    {"key": "need", "kind": "question", "label": "Besoin", "reason": "Dites combien de personnes."},
]


@pytest.fixture
def world(app):
    with app.app_context():
        yield add_world()


@pytest.fixture
def asked(world):
    id = applications.start(world["applicant"], world.round_id, organisation_id=world.organisation_id)
    fill(world["applicant"], id)
    applications.submit(world["representative"], id, version=version_of(Application, id))
    due_on = clock.today() + timedelta(days=2)
    applications.request_completion(world["instructor"], id, version=version_of(Application, id), items=ITEMS,
                                    due_on=due_on)  # fmt: skip
    return id


def file(id):
    db.session.rollback()
    return db.session.get_one(Application, id)


def done(id):
    return {each.key: each.is_done for each in completions.of_file(file(id))}


def answer(world, id, text):
    row = db.session.scalars(select(Answer).filter_by(application_id=id, section_key="need")).one()
    applications.edit(world["applicant"], id, "need", version=row.version, values={**row.values, "need": text})


def do(service, world, id, name="instructor", **given):
    service(world[name], id, version=version_of(Application, id), **given)


def overdue(id):
    file(id).completion_due_at = clock.now() - timedelta(seconds=1)
    db.session.commit()


def test_each_thing_is_done_when_it_was_mended(world, asked):
    assert done(asked) == {"bank_details": False, "need": False}
    before = db.session.scalars(select(Answer).filter_by(application_id=asked, section_key="need")).one().values["need"]
    answer(world, asked, "Trois cents personnes vivent sur la route.")
    assert done(asked) == {"bank_details": False, "need": True}
    answer(world, asked, before)
    assert done(asked)["need"] is False, "the answer is again the one that was found wanting"
    pieces.give(world["applicant"], asked, "bank_details", name="rib.pdf", digest="a" * 64, size=9,
                media_type="application/pdf")  # fmt: skip
    assert done(asked)["bank_details"] is True


def test_the_first_deposit_keeps_its_date(world, asked):
    first = file(asked).submitted_at
    answer(world, asked, "Trois cents personnes.")
    pieces.give(world["applicant"], asked, "bank_details", name="rib.pdf", digest="a" * 64, size=9,
                media_type="application/pdf")  # fmt: skip
    do(applications.complete, world, asked, "applicant")
    assert (file(asked).state, file(asked).submitted_at) == ("submitted", first)
    assert file(asked).silence_on is not None


def test_more_time_is_given_before_and_after_the_day_has_passed(world, asked):
    first = clock.today() + timedelta(days=20)
    do(applications.extend_completion, world, asked, due_on=first, reason="Vous l’avez demandé.")
    assert clock.day_of(file(asked).completion_due_at) == first
    with pytest.raises(Refused, match="plus tardif"):
        do(applications.extend_completion, world, asked, due_on=clock.today() + timedelta(days=5))
    overdue(asked)
    do(applications.extend_completion, world, asked, due_on=clock.today() + timedelta(days=5))
    assert file(asked).state == "to_complete"
    assert done(asked) == {"bank_details": False, "need": False}


@pytest.mark.parametrize("name", ["applicant", "representative", "auditor", "outsider"])
def test_only_the_instructor_gives_time_or_ends_the_wait(world, asked, name):
    with pytest.raises(NotAllowed):
        do(applications.extend_completion, world, asked, name, due_on=clock.today() + timedelta(days=30))
    with pytest.raises(NotAllowed):
        do(applications.close_completion, world, asked, name)


def test_the_wait_ends_once_the_day_has_passed_and_silence_runs_again(world, asked):
    with pytest.raises(Refused, match="n’est pas passé"):
        do(applications.close_completion, world, asked)
    first = file(asked).submitted_at
    overdue(asked)
    do(applications.close_completion, world, asked)
    now = file(asked)
    assert (now.state, now.submitted_at, now.completion_due_at) == ("submitted", first, None)
    assert now.silence_on is not None
    with pytest.raises(Refused):
        answer(world, asked, "Trop tard.")


def test_the_reminder_counts_what_is_left_and_comes_again_after_more_time(world, asked):
    def reminded():
        reminders.ask_all()
        rows = select(OutboxItem).filter_by(act="application.remind_completion").order_by(OutboxItem.id)
        return [each.data["items"] for each in db.session.scalars(rows)]

    answer(world, asked, "Trois cents personnes.")
    assert reminded() == [["bank_details"]]
    assert reminded() == [["bank_details"]], "once"
    do(applications.extend_completion, world, asked, due_on=clock.today() + timedelta(days=3))
    file(asked).completion_due_at = clock.now() + timedelta(days=2, hours=5)
    db.session.commit()
    assert len(reminded()) == 2


def test_a_refused_piece_stays_in_the_history(world, asked):
    given = db.session.scalars(select(Piece).filter_by(application_id=asked, key="bank_details")).one()
    assert (given.is_accepted, given.refusal_reason, given.replaced_at) == (False, "Il est illisible.", None)
