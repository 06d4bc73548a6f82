"""The room's screen: the file called, for each seat what it may see, and 304 for as long as nothing has moved."""

import pytest
from flask import Flask
from sqlalchemy import event

from grants.database import db
from grants.models import Application, Envelope, Meeting, Recusal
from grants.services import applications, meetings
from grants.values import clock
from grants.values.money import Money
from tests.support.instruction import add_complete_file, add_meeting, item_of
from tests.support.web import sign_in
from tests.world import World, add_world, version_of

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
SCREEN = "/comites/1/salle/ecran"


@pytest.fixture
def world(app: Flask) -> World:
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        world = add_world(is_open=False)
        files = [add_complete_file(world, "awaiting_committee", rank=rank) for rank in (1, 2)]
        add_meeting(world, files, quorum=2)
        world.people["first"], world.people["last"] = files
        do(world, "open")
        return world


def do(world: World, verb: str) -> None:
    getattr(meetings, verb)(world["secretary"], 1, version=version_of(Meeting, 1))


def refuse(world: World, name: str) -> None:
    version = version_of(Application, world[name])
    applications.recommend_refusal(world["secretary"], world[name], version=version, reason="hors sujet")


def test_a_seat_is_answered_304_until_something_moves(app: Flask, world: World) -> None:
    seat = sign_in(app, world["committee_member"])
    first = seat.get(SCREEN)
    assert "CC20-0001" in first.text
    assert "Voter" in first.text
    same = seat.get(SCREEN, headers={"If-None-Match": first.headers["ETag"]})
    assert (same.status_code, same.data) == (304, b"")
    with app.app_context():
        refuse(world, "first")
    moved = seat.get(SCREEN, headers={"If-None-Match": first.headers["ETag"]})
    assert moved.status_code == 200
    assert 'data-outcome="CC20-0001"' in moved.text
    with app.app_context():
        item = item_of(world["last"])
        meetings.call_file(world["secretary"], item.id, version=item.version)
    assert "CC20-0002" in seat.get(SCREEN).text


def test_what_is_charged_elsewhere_moves_the_screen(app: Flask, world: World) -> None:
    seat = sign_in(app, world["president"])
    mark = seat.get(SCREEN).headers["ETag"]
    with app.app_context():
        db.session.get_one(Envelope, world.envelopes["d49"]).amount = Money.of(90_000)
        db.session.commit()
    assert seat.get(SCREEN, headers={"If-None-Match": mark}).status_code == 200


def test_a_recused_seat_sees_neither_the_file_nor_its_opinion(app: Flask, world: World) -> None:
    seat = sign_in(app, world["committee_member"])
    mark = seat.get(SCREEN).headers["ETag"]
    with app.app_context():
        link = Recusal(application_id=world["first"], user_id=world["committee_member"], reason="x",
                       declared_at=clock.now())  # fmt: skip
        db.session.add(link)
        db.session.commit()
    out = seat.get(SCREEN, headers={"If-None-Match": mark})
    assert out.status_code == 200
    assert "déporté" in out.text
    assert "CC20-0001" not in out.text
    with app.app_context():
        db.session.get_one(Recusal, 1).lifted_at = clock.now()
        db.session.commit()
        refuse(world, "first")
        db.session.get_one(Recusal, 1).lifted_at = None
        item = item_of(world["last"])
        db.session.commit()
        meetings.call_file(world["secretary"], item.id, version=item.version)
    page = seat.get("/comites/1/salle").text
    assert "CC20-0002" in page
    assert "CC20-0001" not in page
    assert "CC20-0001" in sign_in(app, world["president"]).get("/comites/1/salle").text


def test_a_lost_quorum_is_on_every_screen(app: Flask, world: World) -> None:
    with app.app_context():
        presence = {world["president"]: True, world["committee_member"]: False, world["secretary"]: True}
        meetings.register(world["secretary"], 1, version=version_of(Meeting, 1), presence=presence)
    page = sign_in(app, world["president"]).get("/comites/1/salle").text
    assert "Le quorum est perdu" in page
    assert "/voter" not in page
    assert '<meta http-equiv="refresh"' in page


def test_who_has_no_business_there_sees_no_screen(app: Flask, world: World) -> None:
    assert app.test_client().get(SCREEN).status_code in (302, 401)
    for name in ("applicant", "outsider", "reviewer"):
        assert sign_in(app, world[name]).get(SCREEN).status_code == 403
    assert sign_in(app, world["president"]).get("/comites/99/salle").status_code == 404


def test_an_answer_that_nothing_moved_costs_two_statements(app: Flask, world: World) -> None:
    """Who asks, and two numbers of the room."""
    seat = sign_in(app, world["committee_member"])
    mark = {"If-None-Match": seat.get(SCREEN).headers["ETag"]}
    sent: list[str] = []
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *given: sent.append(given[2]))
    assert seat.get(SCREEN, headers=mark).status_code == 304
    assert len([each for each in sent if each.startswith("SELECT")]) == 2
