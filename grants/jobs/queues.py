"""The queues of rq, reached quickly or not at all: a page never waits for them."""

from typing import Any

from flask import current_app
from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry
from rq import Queue, Worker
from rq.serializers import JSONSerializer

from grants.jobs.limits import LONGEST

CONNECTING, ANSWERING = 0.3, 1.0  # seconds


def server() -> Redis:
    """The server of `REDIS_URL`, asked once and with little patience."""
    return Redis.from_url(
        current_app.config["REDIS_URL"],
        socket_connect_timeout=CONNECTING,
        socket_timeout=ANSWERING,
        retry=Retry(NoBackoff(), 0),
    )


def queue(name: str, connection: Redis) -> Queue:
    """A queue, whose jobs travel as JSON."""
    return Queue(name, connection=connection, serializer=JSONSerializer, default_timeout=LONGEST)


def lanes() -> int:
    """How many workers there are; one that is about to come when there is none."""
    with server() as connection:
        return max(1, Worker.count(connection=connection))


def queued(name: str) -> int:
    """How many jobs wait in a queue."""
    with server() as connection:
        return queue(name, connection).count


def enqueue(name: str, job: Any, *ids: int, at_most: int | None = None) -> None:
    """Put a job (a function, or its dotted name) in a queue; RedisError when the server is away.

    at_most: seconds before its worker stops it; `LONGEST` when nothing is said.
    """
    with server() as connection:
        queue(name, connection).enqueue(job, args=ids, result_ttl=60, job_timeout=at_most)
