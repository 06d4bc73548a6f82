"""The page of a round and its acts, as the browser posts them."""

from datetime import timedelta

import pytest
from flask import Flask

from grants.database import db
from grants.models import Round
from grants.values import clock
from grants.values.clock import PARIS
from tests.support.applications import AppMaker
from tests.support.web import sign_in
from tests.world import World, add_file, add_world

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def app(make_app: AppMaker, database_url: str) -> Flask:
    return make_app({"WTF_CSRF_ENABLED": False}, DATABASE_URL=database_url)


def world_of(app: Flask) -> World:
    with app.app_context():
        world = add_world()
        add_file(world, "under_review")
        return world


def test_the_staff_read_the_round_and_an_applicant_does_not(app: Flask) -> None:
    world = world_of(app)
    page = sign_in(app, world["commissioner"]).get(f"/vagues/{world.round_id}")
    assert page.status_code == 200
    assert "En instruction" in page.text
    assert "Prolonger le dépôt" in page.text
    assert sign_in(app, world["applicant"]).get(f"/vagues/{world.round_id}").status_code == 403
    assert "Prolonger le dépôt" not in sign_in(app, world["instructor"]).get(f"/vagues/{world.round_id}").text


def test_a_deadline_is_put_off_from_its_page(app: Flask) -> None:
    world = world_of(app)
    client = sign_in(app, world["commissioner"])
    with app.app_context():
        round = db.session.get_one(Round, world.round_id)
        version, later = round.version, (round.closes_at + timedelta(days=2)).astimezone(PARIS)
    form = {"version": version, "closes_on": f"{later:%Y-%m-%d}", "closes_time": "12:00", "reason": "Panne du réseau."}
    address = f"/vagues/{world.round_id}/prolonger"
    assert client.get(address).status_code == 200
    assert client.post(address, data=form | {"closes_on": ""}).status_code == 422
    assert client.post(address, data=form).status_code == 303
    with app.app_context():
        closes_at = db.session.get_one(Round, world.round_id).closes_at
        assert closes_at == later.replace(hour=12, minute=0, second=0, microsecond=0)
    assert client.post(address, data=form).status_code == 409
    assert sign_in(app, world["instructor"]).post(address, data=form).status_code == 403


def test_what_is_not_possible_yet_is_said_with_its_reason(app: Flask) -> None:
    world = world_of(app)
    with app.app_context():
        round = db.session.get_one(Round, world.round_id)
        round.state, round.closes_at = "closed", clock.now() - timedelta(days=1)
        db.session.commit()
    page = sign_in(app, world["commissioner"]).get(f"/vagues/{world.round_id}")
    assert "Des dossiers déposés attendent encore une décision : 1." in page.text.replace("\xa0", " ")
