"""Who is on a file at this moment: kept a minute in the queue's server, never in the database."""

import json
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from grants.values import clock

HERE = timedelta(seconds=40)  # without news for longer, a person has left
KEPT = timedelta(minutes=6)  # longer than anybody is taken to be there
PATIENCE = 0.3  # seconds: a page never waits for it
PAUSE = 5.0  # seconds without asking a server that did not answer


@dataclass(frozen=True)
class Present:
    """One person, the page where they are (a section's key, or nothing), since when."""

    user_id: int
    section: str
    since: datetime


def tell(application_id: int, user_id: int, section: str, *, lasts: timedelta = HERE) -> list[Present]:
    """Say that this person is on this page; the others who are on the file. Nobody when the server is away.

    lasts: for how long, without news, the person is still taken to be there.
    """
    counter: Counter = current_app.extensions.setdefault("presence", Counter(current_app.config["REDIS_URL"]))
    if time.monotonic() < counter.away_until:
        return []
    try:
        rows = counter.server.hgetall(key(application_id))
        mine = _read(user_id, rows.pop(str(user_id).encode(), None))
        since = mine.since if mine and mine.section == section else clock.now()
        write(counter.server, key(application_id), user_id, section, since=since, until=clock.now() + lasts)
        return others(rows)
    except (RedisError, OSError):
        counter.away_until = time.monotonic() + PAUSE
        return []


def write(server: Any, place: str, user_id: int, section: str, *, since: datetime, until: datetime) -> None:
    written = json.dumps({"section": section, "since": since.isoformat(), "until": until.isoformat()})
    with server.pipeline(transaction=False) as sent:
        sent.hset(place, str(user_id), written)
        sent.expire(place, KEPT)
        sent.execute()


def others(rows: Any) -> list[Present]:
    found = [_read(int(who), row) for who, row in rows.items()]
    return [each for each in found if each is not None]


def _read(user_id: int, row: Any) -> Present | None:
    """One person, unless they left."""
    said = json.loads(row) if row else None
    if said is None or clock.now() > datetime.fromisoformat(said["until"]):
        return None
    return Present(user_id, said["section"], datetime.fromisoformat(said["since"]))


def key(application_id: int) -> str:
    return f"guichet:here:{application_id}"


class Counter:
    """One application's connections to the queue's server, and when to ask it again after it did not answer."""

    def __init__(self, address: str) -> None:
        self.server: Any = Redis.from_url(
            address, socket_connect_timeout=PATIENCE, socket_timeout=PATIENCE, retry=Retry(NoBackoff(), 0)
        )
        self.away_until = 0.0
