"""A letter is rendered once, whoever is killed, and however busy the machine is."""

import pytest

from grants import storage
from grants.database import db
from grants.definitions.letter import freeze
from grants.jobs import letters
from grants.jobs.letters import render_letter, render_waiting
from grants.jobs.limits import OutOfTime
from grants.models import Letter, StoredFile
from grants.services.command import transaction
from grants.values import clock
from tests.documents.variants import examples
from tests.notifications.conftest import bare, small, small_url  # noqa: F401  # fixtures


def add_letter(rank=1):
    letter = Letter(
        application_id=1, act="ruling.refuse", template_key="refus", reference=f"CC20-0001-L0{rank}",
        recipient_name="X", context=freeze("refus", examples("refus")), issued_at=clock.now(),
    )  # fmt: skip
    db.session.add(letter)
    db.session.commit()
    return letter.id


def test_rendered_twice_it_is_one_file(small):  # noqa: F811
    letter_id = add_letter()
    render_letter(letter_id)
    digest = db.session.get(Letter, letter_id).file_digest
    with transaction():
        db.session.get(Letter, letter_id).status = "frozen"  # as if the job had been killed before its last line
    render_letter(letter_id)
    letter = db.session.get(Letter, letter_id)
    assert (letter.status, letter.file_digest) == ("rendered", digest)
    assert db.session.query(StoredFile).count() == 1
    assert storage.read(digest).startswith(b"%PDF-1.7")


@pytest.fixture
def three(small, monkeypatch):  # noqa: F811
    """Three letters, of which the time of the job ends during the second."""
    ids = [add_letter(rank) for rank in (1, 2, 3)]
    put, calls = storage.put, iter((None, OutOfTime("600 s"), None))

    def keep(content):
        if fault := next(calls):
            raise fault
        return put(content)

    monkeypatch.setattr(letters.storage, "put", keep)
    return ids


def statuses(ids):
    return [db.session.get(Letter, each, populate_existing=True).status for each in ids]


def test_when_the_time_of_the_job_is_over_no_letter_is_at_fault(three):
    letters.render(three)
    assert statuses(three) == ["rendered", "frozen", "frozen"]


def test_a_letter_that_alone_takes_all_the_time_is_told(three, monkeypatch):
    monkeypatch.setattr(letters, "HEAVY", 0.0)
    letters.render(three)
    assert statuses(three) == ["rendered", "failed", "rendered"]
    assert "OutOfTime" in db.session.get(Letter, three[1]).failure


def test_a_slow_worker_leaves_before_its_time_is_over_and_calls_for_what_is_left(small, monkeypatch):  # noqa: F811
    ids, called = [add_letter(rank) for rank in (1, 2, 3)], []
    monkeypatch.setattr(letters, "TOGETHER", 1)
    monkeypatch.setattr(letters, "SPELL", 0.0)
    monkeypatch.setattr(letters, "call", lambda: called.append(statuses(ids)))
    assert render_waiting() == 1
    assert called == [["rendered", "frozen", "frozen"]]
