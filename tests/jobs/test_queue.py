"""The relay is called after a commit, once, through a real Valkey."""

import socket
import time

import pytest
from redis import Redis
from rq import Queue, SimpleWorker
from rq.registry import FinishedJobRegistry
from rq.serializers import JSONSerializer

from grants import outbox
from grants.database import db
from grants.jobs import QUEUES
from grants.models import Application, InboxItem
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


def test_a_queue_that_does_not_answer_costs_little(small):  # noqa: F811
    with socket.create_server(("127.0.0.1", 0)) as deaf:  # takes the connection and never says a word
        small.config["REDIS_URL"] = f"redis://127.0.0.1:{deaf.getsockname()[1]}"
        started = time.monotonic()
        for _ in range(5):
            submit()
        assert time.monotonic() - started < 3
