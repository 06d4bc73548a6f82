"""SIGKILL of web, worker and clock at random moments, the queue away for a while: nothing lost, nothing double."""

import os
import random
import re
import tempfile
import time
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Thread

import pytest
import requests
from sqlalchemy import func, select

from grants import embedded
from grants.database import db
from grants.models import Answer, Application, InboxItem, OutboxItem, Piece, Receipt, User
from grants.services import applications
from tests.storms.lives import Kept, guichet, until, web
from tests.support.answers import fill
from tests.support.processes import free_port
from tests.support.signing import signed
from tests.support.web import sign_in
from tests.world import add_file, add_world

pytestmark = pytest.mark.slow
HOW_MANY = int(os.environ.get("SUBMISSIONS", "500"))
TOLD = ("applicant", "representative", "instructor")


def add_drafts(count: int):
    """One whole draft made through the services, and others with the same answers and pieces."""
    world = add_world()
    first = applications.start(world["applicant"], world.round_id, organisation_id=world.organisation_id)
    fill(world["applicant"], first)
    ids = [first] + [add_file(world, rank=rank) for rank in range(2, count + 1)]
    for model in (Answer, Piece):
        columns = [each.key for each in model.__table__.columns if each.key not in ("id", "application_id")]
        rows = [{key: getattr(row, key) for key in columns}
                for row in db.session.scalars(select(model).filter_by(application_id=first))]  # fmt: skip
        db.session.add_all(model(application_id=id, **row) for id in ids[1:] for row in rows)
    db.session.commit()
    numbers = list(db.session.scalars(select(Application.number).where(Application.id.in_(ids))))
    db.session.remove()
    return world, numbers


@pytest.fixture
def servers(app, mailbox, smtp_url, database_url):
    """The web, a worker, the clock and the queue as processes that come back."""
    with tempfile.TemporaryDirectory(prefix="guichet-kills-") as folder:
        redis_url, port = f"unix://{folder}/valkey.sock", free_port()
        environ = os.environ | {
            "DATABASE_URL": database_url, "REDIS_URL": redis_url, "SMTP_URL": smtp_url, "SECRET_KEY": "test" * 8,
            "GUICHET_ENV": "test", "GUICHET_VAR": folder, "STORAGE_URL": f"file:{folder}/files",
            "BASE_URL": f"http://127.0.0.1:{port}",
        }  # fmt: skip
        queue = embedded.server_command(Path(folder), Path(folder) / "valkey.sock")
        kept = {"queue": Kept("queue", queue, environ)}
        until(lambda: embedded.answers(redis_url), 60, "the queue")
        commands = {"web": web(port), "worker": guichet("worker"), "clock": guichet("clock")}
        kept |= {name: Kept(name, command, environ) for name, command in commands.items()}
        yield f"http://127.0.0.1:{port}", kept
        for each in reversed(kept.values()):
            each.stop()


def submit(url: str, cookie: dict[str, str], number: str) -> int:
    """As a stubborn person does: open the page, press the button, and again when nothing answers; how many times."""
    for turn in range(1, 400):
        try:
            page = requests.get(f"{url}/dossiers/{number}/deposer", cookies=cookie, timeout=20, allow_redirects=False)
            if page.status_code == 200 and "proof_password" in page.text:
                session = dict(cookie) | page.cookies.get_dict()
                data = signed(page.text)
                page = requests.post(page.url, data=data, cookies=session, timeout=20, allow_redirects=False)
            receipt = requests.get(f"{url}/dossiers/{number}/recepisse", cookies=cookie, timeout=20,
                                   allow_redirects=False)  # fmt: skip
            if receipt.status_code == 200:
                return turn
        except requests.RequestException:
            pass
        time.sleep(0.3)
    raise AssertionError(f"{number} could not be handed in")


def kill_at_random(kept: dict[str, Kept], done: list[int], over: Event, shots: Counter, seed: int) -> None:
    """A shot every few deposits, anywhere in their work; the queue stays away for a fifth of them."""
    dice, next_at, away = random.Random(seed), 1, range(HOW_MANY // 4, HOW_MANY // 4 + HOW_MANY // 5)
    while not over.wait(dice.uniform(0.01, 0.3)):
        if len(done) >= next_at:
            name = dice.choices(("web", "worker", "clock"), (2, 3, 1))[0]
            kept[name].kill(dice)
            shots[name] += 1
            next_at = len(done) + dice.randint(4, 24)
        if len(done) in away and not shots["queue"]:
            kept["queue"].hold()
            shots["queue"] += 1
        if len(done) >= away.stop:
            kept["queue"].release()
    kept["queue"].release()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_killed_at_random_moments_nothing_is_lost_or_double(app, servers, mailbox):
    url, kept = servers
    with app.app_context():
        world, numbers = add_drafts(HOW_MANY)
    name = app.config["SESSION_COOKIE_NAME"]
    cookie = {name: sign_in(app, world["representative"]).get_cookie(name).value}
    over, shots = Event(), Counter()
    done: list[int] = []
    killer = Thread(target=kill_at_random, args=(kept, done, over, shots, 2020))
    began = time.monotonic()
    killer.start()
    with ThreadPoolExecutor(6) as people:
        list(people.map(lambda number: done.append(submit(url, cookie, number)), numbers))
    handed_in = time.monotonic() - began
    over.set()
    killer.join()
    with app.app_context():
        until(nothing_waits, 900, "the outbox emptied")
        told = time.monotonic() - began
        print(f"\n{HOW_MANY} deposits in {handed_in:.0f} s, {sum(done)} tries; shots {dict(shots)}; "
              f"all told after {told:.0f} s; {len(mailbox.messages)} mails")  # fmt: skip
        assert shots.total() >= HOW_MANY // 24
        each_file_has_one_receipt()
        each_person_is_told_once(world)
        each_mail_has_one_identity(world, mailbox)


def nothing_waits() -> bool:
    db.session.rollback()
    time.sleep(0.5)
    return not db.session.scalar(select(func.count(OutboxItem.id)).filter_by(done_at=None))


def each_file_has_one_receipt() -> None:
    states = Counter(db.session.scalars(select(Application.state)))
    assert states == {"submitted": HOW_MANY}
    receipts = Counter(db.session.scalars(select(Receipt.application_id)))
    assert len(receipts) == HOW_MANY
    assert set(receipts.values()) == {1}


def each_person_is_told_once(world) -> None:
    """The inbox, exactly once a person and a file."""
    found = select(InboxItem.application_id, InboxItem.user_id).filter_by(act="application.submit")
    told = Counter(tuple(row) for row in db.session.execute(found))
    files = db.session.scalars(select(Application.id)).all()
    assert told == Counter({(file, world[name]): 1 for file in files for name in TOLD})


def each_mail_has_one_identity(world, mailbox) -> None:
    """By e-mail at least once, always under the same Message-ID."""
    items = select(OutboxItem.id, OutboxItem.application_id).filter_by(act="application.submit")
    file_of = dict(db.session.execute(items).all())
    assert len(file_of) == HOW_MANY
    people = dict(db.session.execute(select(User.email, User.id)).all())
    identities: dict[tuple[int, int], set[str]] = defaultdict(set)
    for mail in mailbox.messages:
        item, user = map(int, re.match(r"<(\d+)\.(\d+)@", mail["Message-ID"]).groups())
        if item in file_of:
            assert people[mail["X-Envelope-To"]] == user
            identities[file_of[item], user].add(mail["Message-ID"])
    assert len(identities) == HOW_MANY * len(TOLD)
    assert {len(each) for each in identities.values()} == {1}
