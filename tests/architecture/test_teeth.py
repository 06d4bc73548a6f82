"""The guards bite: with a fault planted, what they measure changes."""

import pytest
from flask import Flask
from sqlalchemy import select

from grants.database import db
from grants.models import Organisation, User
from grants.values import clock
from grants.views.desk import listing
from tests.support.web import sign_in
from tests.views.test_desk import counted
from tests.world import World, add_file, add_world

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def world(app: Flask) -> World:
    with app.app_context():
        world = add_world(is_open=False)
        for rank in range(1, 4):
            add_file(world, "submitted", rank=rank)
        return world


def statements(app: Flask, world: World) -> int:
    with counted(app) as said:
        assert sign_in(app, world["instructor"]).get("/instruction").status_code == 200
    return len(said)


def test_a_line_that_asks_the_database_is_seen_by_the_count(app: Flask, world: World, monkeypatch) -> None:
    sound = listing.line

    def careless(application):
        db.session.execute(select(Organisation.name).filter_by(id=application.organisation_id)).scalar()
        return sound(application)

    statements(app, world)  # what a first request loads once
    few = statements(app, world)
    with app.app_context():
        for rank in range(4, 24):
            add_file(world, "submitted", rank=rank)
    assert statements(app, world) == few
    monkeypatch.setattr(listing, "line", careless)
    assert statements(app, world) == few + 23


def test_a_page_that_writes_while_it_shows_is_seen_by_the_version(app: Flask, world: World, monkeypatch) -> None:
    def names() -> str:
        with app.app_context():
            return str(db.session.scalar(select(User.name).filter_by(id=world["instructor"])))

    before = names()
    statements(app, world)
    assert names() == before
    sound = listing.asked

    def writing():
        user = db.session.get_one(User, world["instructor"])
        user.name = f"lu à {clock.now():%H:%M}"
        db.session.commit()
        return sound()

    monkeypatch.setattr(listing, "asked", writing)
    statements(app, world)
    assert names() != before
