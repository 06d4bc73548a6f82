"""The relay is called after a commit, once, through a real Valkey."""

import socket
from contextlib import ExitStack, suppress

import pytest
from redis import Redis
from rq import Queue, SimpleWorker
from rq.registry import FinishedJobRegistry
from rq.serializers import JSONSerializer

from grants import outbox
from grants.database import db
from grants.jobs import QUEUES, kick, outbox_items, queues
from grants.models import Application, InboxItem, OutboxItem
from grants.services.command import transaction
from tests.notifications.conftest import bare, small, small_url  # noqa: F401  # fixtures
from tests.notifications.small_world import AT


def submit():
    with transaction():
        outbox.put(db.session.get(Application, 1), "application.submit", at=AT, application_id=1)


def submit_and_fail():
    with transaction():
        submit()
        db.session.flush()
        raise ZeroDivisionError


def queue(url):
    return Queue("relay", connection=Redis.from_url(url), serializer=JSONSerializer)


def work(url):
    connection = Redis.from_url(url)
    SimpleWorker([*QUEUES], connection=connection, serializer=JSONSerializer).work(burst=True)


@pytest.fixture
def queued(small, valkey):  # noqa: F811
    small.config["REDIS_URL"] = valkey
    return valkey


def test_many_commits_call_one_relay(queued):
    for _ in range(5):
        submit()
    assert [job.func_name for job in queue(queued).jobs] == ["grants.jobs.outbox_items.relay"]
    with transaction():
        db.session.get(Application, 1).title = "Autre"
    assert len(queue(queued).jobs) == 1
    work(queued)
    assert db.session.query(InboxItem).count() == 15
    submit()
    assert len(queue(queued).jobs) == 1


def test_what_is_asked_for_while_a_relay_is_at_work_is_its_own(queued, monkeypatch):
    comes = iter([submit, submit, submit])
    slept = []

    def sleep(seconds):
        slept.append(seconds)
        next(comes, lambda: None)()

    monkeypatch.setattr(outbox_items, "sleep", sleep)
    submit()
    work(queued)
    assert db.session.query(InboxItem).count() == 12
    assert len(slept) == 3 + outbox_items.LOOKS
    assert len(FinishedJobRegistry(queue=queue(queued))) == 1


def test_what_is_committed_before_the_relay_answers_is_seen_by_its_last_look(queued, monkeypatch):
    answered = kick.answered
    monkeypatch.setattr(outbox_items, "sleep", lambda seconds: None)
    monkeypatch.setattr(kick, "answered", lambda: (submit(), answered()))
    submit()
    work(queued)
    assert db.session.query(InboxItem).count() == 6
    assert queue(queued).jobs == []


def test_a_relay_leaves_to_others_their_turn_and_at_once_when_nothing_was_there(queued, monkeypatch):
    monkeypatch.setattr(outbox_items, "sleep", lambda seconds: submit())
    monkeypatch.setattr(outbox_items, "TURN", 0.3)
    submit()
    work(queued)
    assert db.session.query(InboxItem).count() == 3 * db.session.query(OutboxItem).count() > 6
    monkeypatch.setattr(outbox_items, "sleep", lambda seconds: pytest.fail("it stayed for nothing"))
    assert outbox_items.relay() == 0


def test_a_relay_that_would_be_stopped_hands_over_what_is_left(queued, monkeypatch):
    monkeypatch.setattr(outbox_items, "SPELL", 0)  # one item each time
    monkeypatch.setattr(outbox_items, "TURN", 0)
    for _ in range(5):
        submit()
    work(queued)
    assert db.session.query(InboxItem).count() == 15
    assert len(FinishedJobRegistry(queue=queue(queued))) == 3


def test_a_killed_relay_stops_calls_for_half_a_minute_at_most(queued):
    kick.heard()
    with Redis.from_url(queued) as server:
        assert 0 < server.ttl(kick.CALLED) <= kick.FORGOTTEN


def test_the_relay_does_not_call_itself(queued):
    submit()
    work(queued)
    assert queue(queued).jobs == []
    assert len(FinishedJobRegistry(queue=queue(queued))) == 1


def test_what_is_rolled_back_calls_nobody(queued):
    with pytest.raises(ZeroDivisionError):
        submit_and_fail()
    with transaction():
        db.session.get(Application, 1).title = "Autre"
    assert queue(queued).jobs == []


def asked(server: socket.socket) -> int:
    """How many connections wait to be taken."""
    server.setblocking(False)
    taken = []
    with suppress(BlockingIOError), ExitStack() as open_until_counted:
        while True:
            taken.append(open_until_counted.enter_context(server.accept()[0]))
    return len(taken)


def test_a_queue_that_does_not_answer_is_asked_once_for_a_while(small, monkeypatch):  # noqa: F811
    assert queues.CONNECTING + queues.ANSWERING < kick.PAUSE
    monkeypatch.setattr(kick, "PAUSE", 3600)
    with socket.create_server(("127.0.0.1", 0)) as deaf:  # takes the connection and never says a word
        small.config["REDIS_URL"] = f"redis://127.0.0.1:{deaf.getsockname()[1]}"
        for _ in range(5):
            submit()
        assert asked(deaf) == 1
