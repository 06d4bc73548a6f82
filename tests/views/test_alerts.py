"""Being told when a call opens: confirmed by mail, written to once, ended in one press."""

from datetime import timedelta
from email.message import EmailMessage
from re import search

import pytest
from flask import Flask
from sqlalchemy import func, select

from grants.database import db
from grants.models import Alert, InboxItem, OutboxItem, Round
from grants.queries import alerts as queries
from grants.services import alerts, rounds
from grants.values import clock
from notifications.relay import relay
from tests.support.applications import AppMaker
from tests.support.web import sign_in
from tests.world import World, add_world

VISITOR = "lectrice@exemple.fr"


@pytest.fixture
def app(make_app: AppMaker, database_url: str) -> Flask:
    return make_app({"WTF_CSRF_ENABLED": False}, DATABASE_URL=database_url)


@pytest.fixture
def world(app: Flask) -> World:
    with app.app_context():
        world = add_world()
        round = db.session.get_one(Round, world.round_id)
        round.state = "announced"
        db.session.commit()
        return world


def posted(app: Flask) -> list[EmailMessage]:
    """What leaves now."""
    sent: list[EmailMessage] = []
    with app.app_context():
        relay(sent.append)
    return sent


def to(address: str, sent: list[EmailMessage]) -> list[EmailMessage]:
    return [each for each in sent if each["To"] == address]


def path_in(mail: EmailMessage, place: str) -> str:
    found = search(rf"/appels/alertes/{place}/\S+", mail.get_body(("plain",)).get_content())
    assert found
    return found[0]


def subscribed(app: Flask, **wishes: list[str]) -> None:
    """A visitor who went all the way."""
    client = app.test_client()
    client.post("/appels/alertes", data={"email": VISITOR, **wishes})
    page = path_in(to(VISITOR, posted(app))[0], "confirmer")
    assert "Confirmer cette adresse" in client.get(page).text
    assert client.post(page).status_code == 303


def open_round(app: Flask, world: World) -> list[EmailMessage]:
    with app.app_context():
        round = db.session.get_one(Round, world.round_id)
        version = round.version
        rounds.open(world["clock"], world.round_id, version=version)
    return posted(app)


def count(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count(Alert.id)).where(Alert.confirmed_at.is_not(None))) or 0


def test_nothing_is_sent_to_an_address_that_nobody_confirmed(app: Flask, world: World) -> None:
    client = app.test_client()
    assert client.post("/appels/alertes", data={"email": VISITOR}).status_code == 303
    assert len(to(VISITOR, posted(app))) == 1
    assert count(app) == 0
    assert to(VISITOR, open_round(app, world)) == []


def test_a_confirmed_address_is_written_to_once_when_a_call_opens_and_may_end_it(app: Flask, world: World) -> None:
    subscribed(app, themes=["housing"], departments=["72"])
    mails = to(VISITOR, open_round(app, world))
    assert len(mails) == 1
    assert "est ouvert" in mails[0]["Subject"]
    assert mails[0]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert posted(app) == []
    page = path_in(mails[0], "fin")
    assert mails[0]["List-Unsubscribe"].endswith(f"{page}>")
    assert count(app) == 1, "a link alone ends nothing"
    assert "Ne plus m’écrire" in app.test_client().get(page).text
    app.config["WTF_CSRF_ENABLED"] = True  # a mail program has no token of ours
    assert app.test_client().post(page, data={"List-Unsubscribe": "One-Click"}).status_code == 303
    assert count(app) == 0
    again = app.test_client().post(page)
    assert again.status_code == 200
    assert "plus averti" in again.text


@pytest.mark.parametrize(
    ("wishes", "is_told"),
    [
        ({}, True), ({"themes": ["housing"]}, True), ({"themes": ["housing", "parenting"]}, True),
        ({"departments": ["85"]}, True), ({"themes": ["unknown"]}, False), ({"departments": ["75"]}, False),
    ],
)  # fmt: skip
def test_wishes_choose(app: Flask, world: World, wishes: dict[str, list[str]], is_told: bool) -> None:
    with app.app_context():
        given = {"themes": [], "departments": []} | wishes
        alerts.keep(world["outsider"], **given)
        round = db.session.get_one(Round, world.round_id)
        assert bool(queries.for_round(round)) is is_told


def test_a_person_who_is_signed_in_confirms_nothing_and_reads_it_at_the_counter_too(app: Flask, world: World) -> None:
    client = sign_in(app, world["outsider"])
    assert "Votre adresse" not in client.get("/appels/alertes").text
    assert client.post("/appels/alertes", data={"themes": ["housing"]}).status_code == 303
    assert "Vous êtes averti des appels" in client.get("/appels/alertes").text
    assert len(to("outsider@guichet.example", open_round(app, world))) == 1
    with app.app_context():
        items = db.session.scalars(select(InboxItem).filter_by(user_id=world["outsider"])).all()
        assert [each.act for each in items] == ["round.open"]
    client.post("/appels/alertes/fin")
    assert count(app) == 0


def test_one_address_is_written_to_once_whoever_asked(app: Flask, world: World) -> None:
    subscribed(app)
    with app.app_context():
        db.session.scalars(select(Alert)).one().email = "outsider@guichet.example"
        db.session.commit()
        alerts.keep(world["outsider"], themes=[], departments=[])
    assert len(to("outsider@guichet.example", open_round(app, world))) == 1


def test_asking_again_tells_nothing_sends_one_mail_an_hour_and_replaces_the_wishes(app: Flask, world: World) -> None:
    subscribed(app, themes=["housing"])
    client = app.test_client()
    pages = {
        client.post("/appels/alertes", data={"email": each}).headers["Location"] for each in (VISITOR, "x@exemple.fr")
    }
    assert len(pages) == 1, "whether an address is known is not told"
    assert to(VISITOR, posted(app)) == [], "already written to this hour"
    with clock.stopped_at(clock.now() + timedelta(hours=1, minutes=1)), app.app_context():
        alerts.ask(VISITOR.upper(), themes=["literacy"], departments=[])
        word = queries.confirming(db.session.scalars(select(Alert).filter_by(confirmed_at=None, email=VISITOR)).one())
    assert client.post(f"/appels/alertes/confirmer/{word}").status_code == 303
    with app.app_context():
        kept = db.session.scalars(select(Alert).filter_by(email=VISITOR)).one()
        assert kept.themes == ["literacy"]


def test_an_address_that_nobody_confirms_is_forgotten(app: Flask, world: World) -> None:
    with app.app_context():
        alerts.ask(VISITOR, themes=[], departments=[])
        with clock.stopped_at(clock.now() + timedelta(days=3)):
            alerts.ask("autre@exemple.fr", themes=[], departments=[])
        assert [each.email for each in db.session.scalars(select(Alert))] == ["autre@exemple.fr"]
    assert len(posted(app)) == 1, "nor written to"
    with app.app_context():
        assert db.session.scalar(select(func.count(OutboxItem.id)).filter_by(done_at=None)) == 0


@pytest.mark.parametrize("place", ["confirmer", "fin"])
def test_a_forged_word_does_nothing(app: Flask, world: World, place: str) -> None:
    subscribed(app)
    with app.app_context():
        alert = db.session.scalars(select(Alert)).one()
        other = {"confirmer": queries.ending(alert), "fin": queries.confirming(alert)}[place]
    for word in ("x", "MQ.AAAA", other, "é", other[:-2]):
        for method in ("GET", "POST"):
            assert app.test_client().open(f"/appels/alertes/{place}/{word}", method=method).status_code in (200, 404)
    assert count(app) == 1


@pytest.mark.parametrize("data", [{}, {"email": "pas une adresse"}, {"email": VISITOR, "themes": "inventé"},
                                  {"email": "a@exemple.fr\nBcc: b@exemple.fr"}])  # fmt: skip
def test_what_cannot_be_kept_is_asked_again(app: Flask, world: World, data: dict[str, str]) -> None:
    assert app.test_client().post("/appels/alertes", data=data).status_code == 422
    assert posted(app) == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_one_network_may_not_ask_without_end(make_app: AppMaker, database_url: str) -> None:
    app = make_app({"WTF_CSRF_ENABLED": False, "RATELIMIT_ENABLED": True}, DATABASE_URL=database_url)
    with app.app_context():
        add_world()
    client = app.test_client()
    answers = [client.post("/appels/alertes", data={"email": f"a{n}@exemple.fr"}).status_code for n in range(7)]
    assert answers == [303] * 5 + [429] * 2
