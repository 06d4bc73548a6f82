"""The page of one file in session follows the room by itself, and leaves what is being typed alone."""

import pytest
from flask import Flask

from grants.database import db
from grants.models import Application, Envelope, Meeting, Recusal
from grants.services import applications, meetings
from grants.values import clock
from grants.values.money import Money
from tests.support.instruction import add_complete_file, add_meeting, item_of
from tests.support.web import sign_in
from tests.world import World, add_world, version_of

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PAGE, SCREEN = "/comites/1/dossiers/CC20-0001", "/comites/1/dossiers/CC20-0001/ecran"


@pytest.fixture
def world(app: Flask) -> World:
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        world = add_world(is_open=False)
        files = [add_complete_file(world, "awaiting_committee", rank=rank) for rank in (1, 2)]
        add_meeting(world, files, quorum=2)
        world.people["first"], world.people["last"] = files
        meetings.open(world["secretary"], 1, version=version_of(Meeting, 1))
        return world


def asked(client, mark: str | None = None):
    return client.get(SCREEN, headers={"If-None-Match": mark} if mark else {})


def test_it_is_answered_304_until_a_vote_the_quorum_or_the_envelope_moves(app: Flask, world: World) -> None:
    client = sign_in(app, world["secretary"])
    first = asked(client)
    assert asked(client, first.headers["ETag"]).status_code == 304
    page = client.get(PAGE).text
    assert f"data-mark={first.headers['ETag']}" in page
    assert f'data-beside="{SCREEN}"' in page
    with app.app_context():
        item = item_of(world["first"])
        meetings.vote(world["president"], item.id, version=item.version, choice="for")
    voted = asked(client, first.headers["ETag"])
    assert "President Fictif" in voted.text
    with app.app_context():
        presence = {world["president"]: True, world["secretary"]: True, world["committee_member"]: False}
        meetings.register(world["secretary"], 1, version=version_of(Meeting, 1), presence=presence)
    lost = asked(client, voted.headers["ETag"])
    assert "Le quorum est perdu sur ce dossier" in lost.text
    with app.app_context():
        db.session.get_one(Envelope, world.envelopes["d49"]).amount = Money.of(90_000)
        db.session.commit()
    assert asked(client, lost.headers["ETag"]).status_code == 200


def test_it_holds_no_field_to_fill_in_and_tells_the_answer_keyed_by_another(app: Flask, world: World) -> None:
    client = sign_in(app, world["secretary"])
    first = asked(client)
    for name in ("outcome", "amount", "reason"):
        assert f'name="{name}"' in client.get(PAGE).text
        assert f'name="{name}"' not in first.text
    with app.app_context():
        version = version_of(Application, world["first"])
        applications.recommend_refusal(world["secretary"], world["first"], version=version, reason="hors sujet")
    told = asked(client, first.headers["ETag"])
    assert "Avis du comité" in told.text
    assert "hors sujet" in told.text


def test_it_is_closed_to_who_may_not_see_the_file(app: Flask, world: World) -> None:
    assert app.test_client().get(SCREEN).status_code in (302, 401)
    assert asked(sign_in(app, world["applicant"])).status_code == 403
    member = sign_in(app, world["committee_member"])
    mark = asked(member).headers["ETag"]
    with app.app_context():
        link = Recusal(application_id=world["first"], user_id=world["committee_member"], reason="x",
                       declared_at=clock.now())  # fmt: skip
        db.session.add(link)
        db.session.commit()
    assert asked(member, mark).status_code == 403


def test_nothing_is_asked_again_once_the_meeting_is_over(app: Flask, world: World) -> None:
    client = sign_in(app, world["secretary"])
    assert "beside.js" in client.get(PAGE).text
    assert "<noscript>" in client.get(PAGE).text
    with app.app_context():
        meetings.adjourn(world["secretary"], 1, version=version_of(Meeting, 1), reason="L’heure est passée.")
    assert "beside.js" not in client.get(PAGE).text
