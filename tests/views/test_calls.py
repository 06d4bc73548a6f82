"""Finding a call: the list, its filters and its search, the page of a call."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from re import findall
from urllib.parse import quote

import pytest
from flask import Flask
from sqlalchemy import event, select

from grants.database import db
from grants.models import Call, CallDefinition, Round
from grants.models.call import PARSED
from grants.services import programmes, users
from grants.values import clock
from tests.support.applications import AppMaker
from tests.support.web import sign_in
from tests.world import World, add_world

ONLY_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
HOSTILE = [
    "<script>alert(1)</script>",
    "'; DROP TABLE call; --",
    "%",
    "_",
    "\\",
    "🙂",
    "²",
    "a" * 3000,
    "{{7*7}}",
    "' OR '1'='1",
]


@pytest.fixture
def app(make_app: AppMaker, database_url: str) -> Flask:
    return make_app({"WTF_CSRF_ENABLED": False}, DATABASE_URL=database_url)


@pytest.fixture
def world(app: Flask) -> World:
    with app.app_context():
        return add_world()


@pytest.fixture
def programme(app: Flask) -> Flask:
    """The 23 calls of the 2020 programme, seen today: closed, but for those made open here."""
    with app.app_context():
        users.seed_system()
        programmes.load()
        move(app, "appel_conjoint_2020", opens=-10, closes=5)
        move(app, "credits_commissaire_2020", opens=-10, closes=1)
        move(app, "plan_relance_2", opens=10, closes=40)
    return app


def move(app: Flask, key: str, *, opens: int, closes: int) -> None:
    now, day = datetime.now(UTC).replace(microsecond=0), timedelta(days=1)
    round = db.session.scalars(select(Round).join(Round.call).where(Call.key == key, ~Round.is_historical)).one()
    round.opens_at, round.closes_at, round.state = now + opens * day, now + closes * day, "announced"
    round.decisions_at, round.announced_at = round.closes_at + 30 * day, round.closes_at + 40 * day
    round.stages = [each | {"closes_at": round.closes_at.isoformat()} for each in round.stages]
    db.session.commit()


def listed(page: str) -> list[str]:
    return findall(r'<h3><a href="/appels/([a-z0-9_]+)"', page)


def asked(app: Flask, query: str) -> list[str]:
    return listed(app.test_client().get(f"/appels?{query}").text)


@ONLY_SQLITE
def test_open_calls_come_first_by_their_deadline_then_those_to_come(programme: Flask) -> None:
    page = programme.test_client().get("/appels").text
    assert listed(page)[:3] == ["credits_commissaire_2020", "appel_conjoint_2020", "plan_relance_2"]
    with programme.app_context():
        total = len(db.session.scalars(select(Call.id)).all())
    assert len(listed(page)) == total
    assert "2\xa0ouverts" in page
    assert "application/atom+xml" in page


@ONLY_SQLITE
def test_filters_narrow_the_list_and_stand_as_removable_chips(programme: Flask) -> None:
    assert asked(programme, "etat=open") == ["credits_commissaire_2020", "appel_conjoint_2020"]
    assert asked(programme, "etat=upcoming") == ["plan_relance_2"]
    assert "appel_conjoint_2020" not in asked(programme, "departement=72")
    assert "appel_conjoint_2020" in asked(programme, "departement=44")
    assert asked(programme, "genre=joint_call") == ["appel_conjoint_2020"]
    assert "plan_relance_2" not in asked(programme, "nature=municipality")
    assert "clas" in asked(programme, "theme=parenting")
    assert "tapaj" not in asked(programme, "theme=parenting")
    page = programme.test_client().get("/appels?etat=open&departement=44&q=aide").text
    assert 'href="/appels?q=aide&amp;departement=44"' in page
    assert "Département : Loire-Atlantique" in page.replace("\xa0", " ").replace("\u202f", " ")


@ONLY_SQLITE
@pytest.mark.parametrize("words", ["illettrisme", "ILLETTRISME", "contre l’illettrisme", "hebergement", "Hébergements"])
def test_search_finds_with_and_without_accents(programme: Flask, words: str) -> None:
    assert "credits_commissaire_2020" in asked(programme, f"q={quote(words)}")
    assert asked(programme, "q=ornithorynque") == []


@ONLY_SQLITE
def test_an_empty_list_says_why_and_what_to_do(programme: Flask) -> None:
    page = programme.test_client().get("/appels?q=ornithorynque&theme=housing").text
    assert "ne répond à tous ces critères à la fois" in page
    assert "/appels/alertes?theme=housing" in page
    assert "Voir tous les appels" in page


@ONLY_SQLITE
@pytest.mark.parametrize("words", HOSTILE)
def test_whatever_is_searched_breaks_nothing_and_is_shown_as_text(world: World, app: Flask, words: str) -> None:
    client = app.test_client()
    for name in ("q", "etat", "departement", "theme", "genre", "nature"):
        answer = client.get("/appels", query_string={name: words})
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text
        assert ">49<" not in answer.text or words != "{{7*7}}"
    for address in ("/appels/atom.xml", "/appels/calendrier.ics", "/communes"):
        assert client.get(address, query_string={"q": words}).status_code == 200


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    happened: list[str] = []

    def note(connection, cursor, statement, *more):  # type: ignore[no-untyped-def]
        happened.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield happened
    event.remove(engine, "before_cursor_execute", note)


def copies(app: Flask, count: int) -> None:
    """As many calls more, each with a file of its own that no process has read."""
    with app.app_context():
        like = db.session.scalars(select(Call)).first()
        content, first = like.definition.content, like.rounds[0]
        start = db.session.query(Call).count()
        for rank in range(start, start + count):
            call = Call(key=f"copie_{rank}", kind=like.kind, prefix=f"Z{rank}", title=f"Copie {rank}",
                        short_title=f"Copie {rank}", summary="Copie", last_rank=0)  # fmt: skip
            db.session.add(call)
            db.session.flush()
            file = CallDefinition(call_id=call.id, number=1, digest=f"copie {rank}", created_at=clock.now(),
                                  content=content | {"key": call.key})  # fmt: skip
            db.session.add(file)
            db.session.flush()
            call.definition_id = file.id
            db.session.add(Round(
                call_id=call.id, key="r1", number=1, title="1", opens_at=first.opens_at, closes_at=first.closes_at,
                announced_at=first.announced_at, stages=first.stages, workflow_key="round@1", state="open",
            ))  # fmt: skip
        db.session.commit()


@pytest.mark.parametrize("address", ["/appels", "/", "/appels/atom.xml", "/appels/calendrier.ics"])
def test_as_many_statements_for_3_and_for_300_calls_even_read_for_the_first_time(
    world: World, app: Flask, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = app.test_client()
    copies(app, 2)
    with statements(app) as few:
        assert client.get(address).status_code == 200
    copies(app, 297)
    with statements(app) as many:
        assert client.get(address).status_code == 200
    for each in [key for key in PARSED if key.startswith("copie ")]:
        monkeypatch.delitem(PARSED, each)
    assert len(few) == len(many)


@ONLY_SQLITE
def test_the_page_of_a_call_says_what_an_applicant_needs(world: World, app: Flask) -> None:
    page = app.test_client().get("/appels/credits_commissaire_2020").text
    plain = page.replace("\xa0", " ").replace("\u202f", " ")
    for told in ("heure de Paris", "il reste", "au plus 80 %", "de 3 000 € à 80 000 €", "Loire-Atlantique", "520 000 €",
                 "1 800 000 €", "association loi 1901", "Ce qui vous sera demandé", "Comment le choix est fait",
                 "Calendrier", "Poser une question au service", "puis-je-deposer", "calendrier.ics"):  # fmt: skip
        assert told in plain, told
    assert app.test_client().get("/appels/inconnu").status_code == 404


@ONLY_SQLITE
def test_a_member_is_led_to_the_calls_open_to_the_organisation(world: World, app: Flask) -> None:
    page = sign_in(app, world["applicant"]).get("/appels?q=aide").text
    assert "Ouverts à mon organisme" in page
    assert "nature=association_1901" in page


@ONLY_SQLITE
def test_places_answer_people_and_programs(app: Flask) -> None:
    client = app.test_client()
    page = client.get("/communes?q=st+nazaire")
    assert "Saint-Nazaire (44184)" in page.text
    assert page.headers["Vary"].startswith("Accept") or "Accept" in page.headers["Vary"]
    told = client.get("/communes?q=44600&niveaux=commune", headers={"Accept": "application/json"}).json
    assert told[0] == {"value": "Saint-Nazaire (44184)", "name": "Saint-Nazaire", "code": "44184",
                       "detail": "Commune · Loire-Atlantique · 44600"}  # fmt: skip
    assert client.get("/communes?q=zzzz", headers={"Accept": "application/json"}).json == []
    assert "@etalab/decoupage-administratif" in client.get("/mentions-legales").text
