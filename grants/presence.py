"""Who is on a file at this moment: kept a minute in the queue's server, never in the database."""

import json
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
    now = clock.now()
    try:
        with server() as connection:
            mine = _read(user_id, connection.hget(key(application_id), str(user_id)))
            since = mine.since if mine and mine.section == section else now
            until = now + lasts
            written = json.dumps({"section": section, "since": since.isoformat(), "until": until.isoformat()})
            connection.hset(key(application_id), str(user_id), written)
            connection.expire(key(application_id), KEPT)
            return others(connection.hgetall(key(application_id)), user_id)
    except (RedisError, OSError):
        return []


def others(rows: Any, user_id: int) -> list[Present]:
    found = [_read(int(who), row) for who, row in rows.items() if int(who) != user_id]
    return [each for each in found if each is not None]


def _read(user_id: int, row: Any) -> Present | None:
    """One person, unless they left."""
    said = json.loads(row) if row else None
    if said is None or clock.now() > datetime.fromisoformat(said["until"]):
        return None
    return Present(user_id, said["section"], datetime.fromisoformat(said["since"]))


def key(application_id: int) -> str:
    return f"guichet:here:{application_id}"


def server() -> Any:
    return Redis.from_url(
        current_app.config["REDIS_URL"], socket_connect_timeout=PATIENCE, socket_timeout=PATIENCE,
        retry=Retry(NoBackoff(), 0),
    )  # fmt: skip
