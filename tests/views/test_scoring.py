"""The pages of scoring: a draft kept with and without a script, the grids side by side, what stays hidden."""

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from grants.database import db
from grants.models import Application, Appointment, Review
from tests.support.instruction import add_complete_file, add_person, add_review
from tests.support.web import sign_in
from tests.world import World, add_world, version_of
from workflows.roles import Role

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PAGE, KEEP = "/dossiers/CC20-0001/noter", "/dossiers/CC20-0001/noter/brouillon"


@pytest.fixture
def world(app: Flask) -> World:
    """One file with two readers."""
    with app.app_context():
        world = add_world(is_open=False)
        file_id = add_complete_file(world, "under_review")
        world.people["second"] = add_person("seconde")
        db.session.add(Appointment(user_id=world["second"], role=Role.REVIEWER))
        db.session.commit()
        world.people["file"] = file_id
        world.people["reading"] = add_review(world, file_id, world["reviewer"])
        add_review(world, file_id, world["second"])
        return world


def grid(app: Flask, world: World, mark: str = "4") -> dict[str, str]:
    """A whole grid as the page sends it."""
    with app.app_context():
        file = db.session.get_one(Application, world["file"])
        return {f"mark_{each.key}": mark for each in file.file.grid_of(file.stage_key).criteria}


def version(app: Flask, world: World) -> str:
    with app.app_context():
        return str(version_of(Review, world["reading"]))


def shown(client: FlaskClient, address: str = PAGE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.text


def send(client: FlaskClient, typed: dict[str, str], address: str = KEEP, **headers: str) -> Any:
    """What the page sends, with its token."""
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get("/compte").text)
    assert token is not None
    return client.post(address, data=typed | {"csrf_token": token[1]}, headers=headers)


def test_a_draft_is_kept_by_the_button_and_by_the_script_and_never_over_a_newer_one(app: Flask, world: World) -> None:
    client = sign_in(app, world["reviewer"])
    first = version(app, world)
    typed = {"version": first, "mark_need": "1", "comment_need": "", "comment": "Je relirai le budget."}
    assert send(client, typed).headers["Location"].endswith(PAGE)
    page = shown(client)
    assert "Ceci est un brouillon" in page
    assert "Je relirai le budget." in page
    assert re.search(r'<input checked[^>]*name="mark_need"[^>]*value="1"|value="1"[^>]*checked', page)
    stale = send(client, typed, Accept="application/json")
    assert (stale.status_code, stale.is_json) == (409, True)
    newer = typed | {"version": version(app, world), "mark_need": "3"}
    kept = send(client, newer, Accept="application/json")
    assert kept.json is not None
    assert str(kept.json["version"]) == version(app, world)
    assert send(client, typed | {"version": version(app, world), "mark_need": "9"}).status_code == 422
    assert send(client, {"mark_need": "3"}).status_code == 422
    assert send(sign_in(app, world["instructor"]), typed).status_code == 404
    assert "Je relirai" not in shown(sign_in(app, world["instructor"]), "/instruction/CC20-0001")


def test_what_others_said_is_read_nowhere_before_one_s_own_score(app: Flask, world: World) -> None:
    with app.app_context():
        version_seen = version_of(Review, world["reading"])
    typed = grid(app, world) | {"version": str(version_seen), "comment": "Un projet très solide"}
    assert send(sign_in(app, world["reviewer"]), typed, PAGE).status_code == 303
    second = sign_in(app, world["second"])
    for address in ("/instruction/CC20-0001", "/dossiers/CC20-0001/grilles", "/dossiers/CC20-0001/historique", PAGE):
        assert "Un projet très solide" not in second.get(address).text, address
    assert "Une autre lecture est demandée" in shown(second, "/dossiers/CC20-0001/grilles")
    assert "Un projet très solide" in shown(sign_in(app, world["instructor"]), "/dossiers/CC20-0001/grilles")


def test_a_revised_score_tells_what_it_was_and_why(app: Flask, world: World) -> None:
    client = sign_in(app, world["reviewer"])
    send(client, grid(app, world) | {"version": version(app, world)}, PAGE)
    again = grid(app, world) | {"version": version(app, world), "mark_need": "2", "comment_need": "non chiffré"}
    revise = "/dossiers/CC20-0001/revoir-ma-note"
    assert send(client, again, revise).status_code == 422  # without a reason
    assert send(client, again | {"reason": "Relu après la visite."}, revise).status_code == 303
    page = shown(sign_in(app, world["instructor"]), "/dossiers/CC20-0001/grilles")
    assert "4,00 → 3,60" in page
    assert "Relu après la visite." in page
    assert "Revoir ma note" in shown(client, "/instruction/CC20-0001")
