"""After a commit that wrote to the outbox, call the relay; when the queue is away, the sweep will find the item."""

import logging
import time
from typing import Any

from flask import Flask, current_app
from redis import RedisError
from sqlalchemy import event
from sqlalchemy.orm import Session, object_session

from grants.database import db
from grants.jobs import queues
from grants.models import OutboxItem
from grants.services.command import committed

RELAY = "grants.jobs.outbox_items.relay"
CALLED = "guichet:relay-called"  # a relay waits in the queue or is at work, and will look at the outbox again
FORGOTTEN = 30  # seconds after which such a call is believed lost
PAUSE = 5.0  # seconds without asking a queue that did not answer

log = logging.getLogger(__name__)


def init_app(app: Flask) -> None:
    app.extensions["relay_kick"] = {"away_until": 0.0}
    committed.connect(after_commit)
    if not event.contains(OutboxItem, "after_insert", remember):
        event.listen(OutboxItem, "after_insert", remember)
        event.listen(Session, "after_rollback", forget)


def remember(mapper: Any, connection: Any, item: OutboxItem) -> None:
    """This session's transaction asks for a notice."""
    session = object_session(item)
    if session is not None:
        session.info["asks_for_notices"] = True


def forget(session: Session) -> None:
    """What was asked for has not happened."""
    session.info.pop("asks_for_notices", None)


def after_commit(sender: Any = None) -> None:
    if db.session.info.pop("asks_for_notices", False):
        call_relay()


def call_relay() -> None:
    """Put one relay in the queue, unless one waits there; nothing is raised and nothing is lost without a queue."""
    state = current_app.extensions["relay_kick"]
    if time.monotonic() < state["away_until"]:
        return
    try:
        with queues.server() as server:
            if server.set(CALLED, "1", nx=True, ex=FORGOTTEN):
                queues.enqueue("relay", RELAY)
    except (RedisError, OSError) as error:
        state["away_until"] = time.monotonic() + PAUSE
        log.warning("the queue is away, notices wait in the outbox: %s", error)


def heard() -> None:
    """The relay is at work and looks again before it leaves: until then nobody needs to call another."""
    with queues.server() as server:
        server.set(CALLED, "1", ex=FORGOTTEN)


def answered() -> None:
    """The relay looks for the last time: whatever is committed from now on needs another call."""
    with queues.server() as server:
        server.delete(CALLED)
