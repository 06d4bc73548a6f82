"""A meeting without quorum is called a second time: same agenda, some days later, with the quorum of the rule."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from grants.database import db
from grants.models import (
    AgendaItem,
    Application,
    Appointment,
    JournalEntry,
    Letter,
    Meeting,
    MeetingMember,
    Recusal,
    Round,
    Seat,
)
from grants.queries import minutes, second_calls
from grants.services import applications, meetings
from grants.values import clock
from grants.values.clock import PARIS
from tests.support.instruction import add_complete_file, add_meeting, add_person, item_of
from tests.support.web import sign_in
from tests.world import World, add_world, version_of
from workflows.errors import Refused
from workflows.roles import Role

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
DAYS, QUORUM, NEEDED = 5, 5, 6  # in the call: five days, five members; the meeting asks for six
MORE = ("ana", "bob", "chloe")


@pytest.fixture
def world(app: Flask) -> World:
    """Three files on the agenda of an open meeting of six voices, a fourth that waits elsewhere."""
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        world = add_world(is_open=False)
        files = [add_complete_file(world, "awaiting_committee", rank=rank) for rank in (1, 2, 3)]
        add_meeting(world, files, state="opened", quorum=NEEDED)
        world.people |= {"concerned": add_person("lea"), "files": files}
        world.people |= {name: add_person(name) for name in MORE}
        db.session.add_all(Appointment(user_id=world[name], role=Role.COMMITTEE_MEMBER) for name in MORE)
        meeting = db.session.get_one(Meeting, 1)
        for name, seat in (("concerned", Seat.CONCERNED_PERSON), *((name, Seat.MEMBER) for name in MORE)):
            meeting.members.append(MeetingMember(user_id=world[name], seat=seat, is_present=True))
        meeting.required_seats, meeting.opened_at = ["president", "concerned_person"], clock.now()
        db.session.commit()
        world.people["other"] = add_complete_file(world, "awaiting_committee", rank=4)
        return world


@pytest.fixture
def inside(app: Flask, world: World):
    with app.app_context():
        yield world


def lose(world: World) -> None:
    """One file has its answer; then a member leaves, and the meeting stops."""
    version = version_of(Application, world["files"][0])
    applications.recommend_refusal(world["secretary"], world["files"][0], version=version, reason="hors sujet")
    presence = {world[name]: True for name in ("president", "concerned", *MORE)}
    meetings.register(world["secretary"], 1, version=version_of(Meeting, 1), presence=presence)
    stop(world)


def stop(world: World) -> None:
    meetings.adjourn(world["secretary"], 1, version=version_of(Meeting, 1), reason="Le quorum est perdu.")


def again(world: World, *, days: int = DAYS, **given: object) -> int:
    day = clock.today() + timedelta(days=days)
    seats = {world["president"]: Seat.PRESIDENT, world["concerned"]: Seat.CONCERNED_PERSON,
             world["secretary"]: Seat.SECRETARY, **{world[name]: Seat.MEMBER for name in MORE}}  # fmt: skip
    return meetings.convene(
        world["secretary"], world.round_id, version=version_of(Round, world.round_id), title="Comité", place="salle",
        held_at=datetime(day.year, day.month, day.day, 0, 1, tzinfo=PARIS), quorum=1, seats=seats, follows_id=1,
        **given,
    )  # fmt: skip


def test_the_second_meeting_has_the_files_left_in_order_and_the_quorum_of_the_rule(inside: World) -> None:
    lose(inside)
    made = db.session.get_one(Meeting, again(inside, files=[inside["other"]]))
    assert [each.application_id for each in made.agenda] == inside["files"][1:]
    assert (made.quorum, made.follows_id, made.required_seats) == (QUORUM, 1, ["president", "concerned_person"])
    entry = db.session.scalars(select(JournalEntry).filter_by(act="meeting.convene")).one()
    assert entry.data["follows"] == 1
    text = minutes.draft(made)
    assert "Seconde convocation : la séance du" in text
    assert f"ramène le quorum à {QUORUM} membres" in text
    letter = db.session.scalars(select(Letter).filter_by(act="meeting.convene")).one()
    assert letter.context["seance_sans_quorum"]


def test_it_is_not_held_a_day_too_early(inside: World) -> None:
    lose(inside)
    with pytest.raises(Refused, match="l’appel veut 5 jours : pas avant le"):
        again(inside, days=DAYS - 1)


def test_a_meeting_that_had_its_quorum_opens_no_right_to_it(inside: World) -> None:
    stop(inside)
    with pytest.raises(Refused, match="seconde convocation"):
        again(inside)


def test_nor_does_one_stopped_before_its_hour_that_never_opened(inside: World) -> None:
    meeting = db.session.get_one(Meeting, 1)
    meeting.opened_at, meeting.state = None, "convened"
    for each in meeting.members:
        each.is_present = False
    db.session.commit()
    stop(inside)
    assert second_calls.offered(db.session.get_one(Meeting, 1)) is None
    db.session.get_one(Meeting, 1).held_at = clock.now() - timedelta(hours=1)
    assert second_calls.offered(db.session.get_one(Meeting, 1)) is not None


def test_a_file_without_quorum_because_of_recusals_opens_it_too(inside: World) -> None:
    db.session.add(Recusal(application_id=inside["files"][2], user_id=inside["president"], reason="x",
                           declared_at=clock.now()))  # fmt: skip
    db.session.commit()
    stop(inside)
    assert second_calls.offered(db.session.get_one(Meeting, 1)) is not None


def test_no_other_file_joins_its_agenda_and_nothing_follows_it(inside: World) -> None:
    lose(inside)
    made = again(inside)
    with pytest.raises(Refused, match="même ordre du jour"):
        meetings.arrange(inside["secretary"], made, version=version_of(Meeting, made),
                         files=[*inside["files"][1:], inside["other"]])  # fmt: skip
    with pytest.raises(Refused, match="seconde convocation"):
        again(inside)  # its files wait no more
    assert second_calls.foreseen(db.session.get_one(Meeting, made)) is None
    assert item_of(inside["files"][0]).meeting_id == 1


def test_the_page_of_the_meeting_leads_to_a_form_filled_in(app: Flask, world: World) -> None:
    client = sign_in(app, world["secretary"])
    with app.app_context():
        lose(world)
    page = client.get("/comites/1").text
    assert "/vagues/1/convoquer?suite=1" in page
    assert "suite=1" not in sign_in(app, world["president"]).get("/comites/1").text
    form = client.get("/vagues/1/convoquer?suite=1").text
    for words in ("n’a pas réuni son quorum", "seconde convocation", "Premier jour possible"):
        assert words in form.replace("\xa0", " ").replace("\u202f", " ")
    assert 'name="files"' not in form
    assert 'name="quorum"' not in form
    with app.app_context():
        version, earliest = version_of(Round, 1), second_calls.offered(db.session.get_one(Meeting, 1)).earliest
    typed = {"version": version, "title": "Comité (seconde convocation)", "place": "salle", "ballot": "",
             "held_at": (earliest + timedelta(hours=14)).strftime("%Y-%m-%dT%H:%M"),
             **{f"seat_{world[name]}": seat for name, seat in (
                 ("president", "president"), ("commissioner", "concerned_person"), ("secretary", "secretary"),
                 ("committee_member", "member"), *((name, "member") for name in MORE))}}  # fmt: skip
    early = typed | {"held_at": (earliest - timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M")}
    assert client.post("/vagues/1/convoquer?suite=1", data=early).status_code == 422
    done = client.post("/vagues/1/convoquer?suite=1", data=typed)
    assert (done.status_code, done.location) == (303, "/comites/2")
    assert "Seconde convocation" in client.get("/comites/2").text
    assert "suite=1" not in client.get("/comites/1").text
    assert client.get("/vagues/1/convoquer?suite=1").status_code == 404
    with app.app_context():
        assert len(db.session.scalars(select(AgendaItem).filter_by(meeting_id=2)).all()) == 2
