"""Calls in diaries and feed readers: read back by a parser, stable, and not sent twice."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from flask import Flask
from icalendar import Calendar

from grants.database import db
from grants.models import Call, Round
from grants.services import rounds
from tests.support.applications import AppMaker
from tests.world import World, add_world, version_of

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ["/appels/atom.xml", "/appels/calendrier.ics", "/appels/credits_commissaire_2020/calendrier.ics"]


@pytest.fixture
def app(make_app: AppMaker, database_url: str) -> Flask:
    return make_app(DATABASE_URL=database_url, BASE_URL="https://guichet.example")


@pytest.fixture
def world(app: Flask) -> World:
    with app.app_context():
        return add_world()


def events(app: Flask, address: str = FEEDS[1]) -> dict[str, tuple[datetime, int]]:
    answer = app.test_client().get(address)
    assert answer.mimetype == "text/calendar"
    read = Calendar.from_ical(answer.data)
    assert not read.walk("VALARM")
    assert all(line == line.rstrip("\n") and len(line.encode()) <= 75 for line in answer.text.split("\r\n"))
    return {str(each["uid"]): (each["dtstart"].dt, each["sequence"]) for each in read.walk("VEVENT")}


def test_the_dates_are_those_of_the_round_in_utc_and_their_names_never_change(app: Flask, world: World) -> None:
    found = events(app)
    with app.app_context():
        round = db.session.get_one(Round, world.round_id)
        closes_at, opens_at = round.closes_at.replace(microsecond=0), round.opens_at.replace(microsecond=0)
    prefix, host = "credits_commissaire_2020.r1", "guichet.example"
    assert set(found) == {f"{prefix}.{each}@{host}" for each in ("opens", "closes-full", "decisions", "answers")}
    assert found[f"{prefix}.closes-full@{host}"][0] == closes_at
    assert found[f"{prefix}.opens@{host}"][0] == opens_at
    assert all(at.utcoffset() == timedelta(0) for at, _ in found.values())
    assert events(app, FEEDS[2]) == found


def test_a_deadline_put_off_moves_its_event_and_raises_its_sequence(app: Flask, world: World) -> None:
    before, feed_before = events(app), updated(app)
    later = datetime.now(UTC).replace(microsecond=0) + timedelta(days=20)
    with app.app_context():
        version = version_of(Round, world.round_id)
        rounds.extend(world["commissioner"], world.round_id, version=version, closes_at=later, reason="Panne")
    after = events(app)
    key = "credits_commissaire_2020.r1.closes-full@guichet.example"
    assert after.keys() == before.keys()
    assert after[key][0] == later
    assert after[key][1] > before[key][1]
    assert updated(app) > feed_before


def updated(app: Flask) -> str:
    return str(ElementTree.fromstring(app.test_client().get(FEEDS[0]).data).findtext(f"{ATOM}entry/{ATOM}updated"))


def test_the_feed_is_whole_and_stable(app: Flask, world: World) -> None:
    answer = app.test_client().get(FEEDS[0])
    feed = ElementTree.fromstring(answer.data)
    assert answer.mimetype == "application/atom+xml"
    assert feed.findtext(f"{ATOM}id") == "https://guichet.example/appels/atom.xml"
    entry = feed.find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}id") == "tag:guichet.example,2020:appels/credits_commissaire_2020"
    assert entry.find(f"{ATOM}link").get("href") == "https://guichet.example/appels/credits_commissaire_2020"
    assert {each.get("term") for each in entry.findall(f"{ATOM}category")} >= {"housing", "literacy"}
    assert answer.data == app.test_client().get(FEEDS[0]).data


def test_the_feed_answers_the_same_filters_as_the_list(app: Flask, world: World) -> None:
    client = app.test_client()
    assert b"<entry>" in client.get(f"{FEEDS[0]}?theme=housing&departement=44").data
    assert b"<entry>" not in client.get(f"{FEEDS[0]}?q=ornithorynque").data
    assert client.get(f"{FEEDS[1]}?q=ornithorynque").status_code == 200


@pytest.mark.parametrize("address", FEEDS)
def test_a_reader_who_has_it_is_told_that_nothing_changed(app: Flask, world: World, address: str) -> None:
    client = app.test_client()
    first = client.get(address)
    for name, value in (
        ("If-None-Match", first.headers["ETag"]),
        ("If-Modified-Since", first.headers["Last-Modified"]),
    ):
        again = client.get(address, headers={name: value})
        assert (again.status_code, again.data) == (304, b"")


def test_what_a_call_is_called_breaks_neither_format(app: Flask, world: World) -> None:
    with app.app_context():
        call = db.session.get_one(Call, world.call_id)
        call.short_title = "A & B ; <c>, \\ d\nBEGIN:VALARM"
        call.title = call.short_title.replace("\n", " ")
        db.session.commit()
    assert len(events(app)) == 4
    feed = ElementTree.fromstring(app.test_client().get(FEEDS[0]).data)
    assert "A & B ; <c>" in str(feed.findtext(f"{ATOM}entry/{ATOM}title"))


def test_an_unknown_call_has_no_calendar(app: Flask, world: World) -> None:
    assert app.test_client().get("/appels/inconnu/calendrier.ics").status_code == 404
