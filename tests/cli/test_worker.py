"""What the clock enqueues, the worker does: as JSON, inside the application."""

import gc
import json
import os
import time
import zlib

import pytest
from flask import current_app
from redis import Redis
from rq import Queue
from rq.job import Job
from rq.registry import FailedJobRegistry
from rq.serializers import JSONSerializer

from grants.cli.clock import JsonCronScheduler
from grants.cli.worker import COURTESY, make_worker
from grants.database import db
from grants.jobs.limits import LONGEST

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def note(word):
    """A job: leaves proof that it ran in the application, with a database."""
    with Redis.from_url(current_app.config["REDIS_URL"]) as server:
        server.rpush("noted", f"{word} {db.session.scalar(db.text('SELECT 1'))}")


def note_its_place():
    """A job: how much it yields to others, and whether what was loaded before it is out of its collector's rounds."""
    with Redis.from_url(current_app.config["REDIS_URL"]) as server:
        server.rpush("noted", os.nice(0), gc.get_freeze_count())


def test_a_job_yields_to_pages_and_does_not_go_over_what_its_worker_loaded(app, valkey):
    server = Redis.from_url(valkey)
    Queue("clock", connection=server, serializer=JSONSerializer).enqueue(note_its_place)
    before = os.nice(0)
    make_worker(app).work(burst=True, logging_level="ERROR")
    gc.unfreeze()  # of this process, which has other tests to run
    courtesy, apart = map(int, server.lrange("noted", 0, -1))
    assert (courtesy, os.nice(0)) == (min(before + COURTESY, 19), before)
    assert apart > 100_000


def handle_every_fault():
    """A job that is too long, and takes whatever happens to it for a fault of its own."""
    try:
        time.sleep(30)
    except Exception:
        note("swallowed")


def test_the_end_of_its_time_is_no_fault_of_what_a_job_was_doing(app, valkey):
    server = Redis.from_url(valkey)
    queue = Queue("clock", connection=server, serializer=JSONSerializer)
    job = queue.enqueue(handle_every_fault, job_timeout=1)
    make_worker(app).work(burst=True, logging_level="CRITICAL")
    assert FailedJobRegistry(queue=queue).get_job_ids() == [job.id]
    assert "OutOfTime" in job.latest_result().exc_string
    assert server.lrange("noted", 0, -1) == []


def test_a_job_of_the_schedule_travels_as_json_and_is_done_in_the_application(app, valkey):
    server = Redis.from_url(valkey)
    clock = JsonCronScheduler(connection=server)
    clock.register(note, "clock", args=("bonjour",), interval=60)
    clock.enqueue_jobs()
    (id,) = Queue("clock", connection=server).job_ids
    assert json.loads(zlib.decompress(server.hget(f"rq:job:{id}", "data")))[0] == "tests.cli.test_worker.note"
    assert Job.fetch(id, connection=server, serializer=JSONSerializer).timeout == LONGEST
    make_worker(app).work(burst=True, logging_level="ERROR")
    assert server.lrange("noted", 0, -1) == [b"bonjour 1"]


def test_a_pickle_is_not_read(app, valkey, tmp_path):
    server = Redis.from_url(valkey)
    Queue("clock", connection=server).enqueue(note, "pirate")
    make_worker(app).work(burst=True, logging_level="CRITICAL")
    assert server.lrange("noted", 0, -1) == []
    assert Queue("clock", connection=server, serializer=JSONSerializer).count == 0
