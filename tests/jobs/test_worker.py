"""The real worker, forking, killed in the middle: every receipt arrives, once at the counter."""

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from grants import outbox
from grants.cli.worker import make_worker
from grants.database import db
from grants.models import Application, InboxItem, OutboxItem
from grants.services.command import transaction
from grants.values import clock
from notifications.relay import relay
from tests.notifications.conftest import bare, small, small_url  # noqa: F401  # fixtures
from tests.notifications.small_world import AT, add_items

RELAY = """
import sys
from flask import Flask
from grants.database import db
from notifications.relay import relay
app = Flask("killed")
app.config.update(SQLALCHEMY_DATABASE_URI=sys.argv[1], BASE_URL="https://guichet.example", MAIL_FOLDER=sys.argv[2])
db.init_app(app)
with app.app_context():
    print("ready", flush=True)
    relay()
"""


def waiting():
    db.session.rollback()
    return db.session.scalar(select(func.count(OutboxItem.id)).filter_by(done_at=None))


def test_a_worker_does_what_a_commit_asked_for(small, valkey):  # noqa: F811
    small.config["REDIS_URL"] = valkey
    with transaction():
        outbox.put(db.session.get(Application, 1), "application.submit", at=AT, application_id=1)
    make_worker(small).work(burst=True)
    assert waiting() == 0
    assert db.session.scalar(select(func.count(InboxItem.id))) == 3
    assert len(list(os.scandir(small.config["MAIL_FOLDER"]))) == 3


@pytest.mark.parametrize("after", [0.02, 0.1, 0.3])
def test_killed_by_the_system_nothing_is_lost_nor_doubled(small, after):  # noqa: F811
    add_items(30)
    db.session.remove()
    url = db.engine.url.render_as_string(hide_password=False)
    killed = subprocess.Popen(
        [sys.executable, "-c", RELAY, url, small.config["MAIL_FOLDER"]], stdout=subprocess.PIPE, cwd=os.getcwd()
    )
    assert killed.stdout.readline() == b"ready\n"
    time.sleep(after)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    killed.stdout.close()
    with clock.stopped_at(datetime.now(UTC) + timedelta(minutes=2)):
        relay()
    assert waiting() == 0
    pairs = db.session.execute(select(InboxItem.outbox_item_id, InboxItem.user_id)).all()
    assert len(pairs) == len(set(pairs)) == 90
    assert len([each for each in os.scandir(small.config["MAIL_FOLDER"]) if each.name.endswith(".eml")]) == 90
