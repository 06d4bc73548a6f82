"""Two hundred megabytes in parts, to real web processes that are killed on the way: whole at the end, memory flat."""

import os
import random
import re
import time
from pathlib import Path

import psutil
import pytest
import requests
from sqlalchemy import select

from grants import storage
from grants.database import db
from grants.models import CallDefinition, Piece
from tests.storms.lives import Kept, web
from tests.support.processes import free_port, wait_until
from tests.support.web import sign_in
from tests.world import add_file, add_world

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)]
MEGABYTE = 1024 * 1024
SIZE = 200 * MEGABYTE
PART = 8 * MEGABYTE
MOST_GROWTH = 60 * MEGABYTE  # of one web process, whatever the size of the file
LINE = b"une ligne du tableau;12,50;un commentaire sans importance\n"
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
START = "/dossiers/CC20-0001/pieces/bank_details/envois"


def part_of_file(offset: int, size: int) -> bytes:
    """Any part of a long table, made when it is asked for."""
    skip = offset % len(LINE)
    return (LINE * (size // len(LINE) + 2))[skip : skip + size]


@pytest.fixture
def world(app):
    """A draft whose bank details may be a table of 200 megabytes."""
    with app.app_context():
        world = add_world()
        definition = db.session.scalars(select(CallDefinition)).one()
        pieces = [each | {"accept": ["csv"], "max_size_mb": 200} for each in definition.content["pieces"]]
        definition.content, definition.digest = definition.content | {"pieces": pieces}, "200-megabytes"
        add_file(world)
        db.session.commit()
        db.session.remove()
        return world


@pytest.fixture
def server(app, world, database_url, tmp_path):
    """The web server and its address; its processes come back when they are killed."""
    port = free_port()
    environ = os.environ | {
        "DATABASE_URL": database_url, "STORAGE_URL": app.config["STORAGE_URL"], "GUICHET_ENV": "test",
        "SECRET_KEY": app.config["SECRET_KEY"], "REDIS_URL": app.config["REDIS_URL"],
        "BASE_URL": f"http://127.0.0.1:{port}", "GUICHET_VAR": str(tmp_path),
    }  # fmt: skip
    kept = Kept("web", web(port), environ)
    url = f"http://127.0.0.1:{port}"
    wait_until(lambda: is_up(url), seconds=60)
    yield kept, url
    kept.stop()


def is_up(url: str) -> bool:
    try:
        return requests.get(f"{url}/accessibilite", timeout=5).ok
    except requests.RequestException:
        return False


@pytest.fixture
def member(app, world, server):
    session = requests.Session()
    cookie = sign_in(app, world["applicant"]).get_cookie(app.config["SESSION_COOKIE_NAME"])
    session.cookies.set(cookie.key, cookie.value, domain="127.0.0.1", path="/")
    page = session.get(f"{server[1]}/dossiers/CC20-0001/pieces", timeout=60)
    session.headers.update({"Accept": "application/json", "X-CSRFToken": TOKEN.search(page.text)[1]})
    return session


def begin(member, url):
    said = {"name": "grand tableau.csv", "size": str(SIZE), "mark": "m"}
    answer = member.post(url + START, data=said, timeout=60)
    assert answer.status_code == 201, answer.text
    return url + answer.json()["address"]


def whole(app) -> int:
    """The size of what was stored, once every byte of it was compared."""
    with app.app_context():
        path, offset = storage.path_of(db.session.scalars(select(Piece.digest)).one()), 0
        db.session.remove()
    with Path(path).open("rb") as file:
        while block := file.read(PART):
            assert block == part_of_file(offset, len(block))
            offset += len(block)
    return offset


def test_two_hundred_megabytes_leave_the_memory_flat(app, server, member):
    kept, url = server
    place, before = begin(member, url), sizes(kept)
    for offset in range(0, SIZE, PART):
        answer = member.patch(
            place, data=part_of_file(offset, PART), headers={"Upload-Offset": str(offset)}, timeout=60
        )
        assert answer.json()["offset"] == offset + PART
    assert member.post(place, timeout=300).json()["piece"] == 1
    assert whole(app) == SIZE
    assert max(after - before[pid] for pid, after in sizes(kept).items() if pid in before) < MOST_GROWTH


def sizes(kept: Kept) -> dict[int, int]:
    """Bytes held by each process."""
    return {each.pid: each.memory_info().rss for each in kept.family() if psutil.pid_exists(each.pid)}


def test_killed_in_the_middle_it_goes_on_and_is_whole(app, server, member):
    kept, url = server
    place, dice, offset, deaths = begin(member, url), random.Random(20), 0, 0
    end = time.monotonic() + 900
    while offset < SIZE:
        assert time.monotonic() < end
        if deaths < 8 and dice.random() < 0.4:
            kept.kill(dice)
            deaths += 1
        offset = pushed(member, place, offset)
    piece = None
    while piece is None:
        assert time.monotonic() < end
        piece = finished(member, place)
    assert deaths > 2
    assert whole(app) == SIZE


def pushed(member, place, offset) -> int:
    """Where the server stands after one more part, or after asking it again."""
    try:
        headers = {"Upload-Offset": str(offset)}
        answer = member.patch(place, data=part_of_file(offset, min(PART, SIZE - offset)), headers=headers, timeout=60)
        return answer.json()["offset"]
    except (requests.RequestException, KeyError):
        return asked(member, place, offset)


def asked(member, place, offset) -> int:
    try:
        return member.get(place, timeout=60).json()["offset"]
    except (requests.RequestException, KeyError):
        time.sleep(0.3)
        return offset


def finished(member, place) -> int | None:
    try:
        return member.post(place, timeout=120).json().get("piece")
    except requests.RequestException:
        time.sleep(0.3)
        return None
