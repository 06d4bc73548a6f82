"""Steering, administration, and what everybody may read."""

from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from grants.database import db
from grants.models import Appointment, Call, Ruling, User, Verdict
from grants.services import programmes
from grants.values import clock
from grants.values.money import Money
from tests.support.applications import AppMaker
from tests.support.web import sign_in
from tests.world import World, add_file, add_world, envelope
from workflows.roles import Role

CALL = Path("content/calls/plan_relance_1.yaml")


@pytest.fixture
def app(make_app: AppMaker, database_url: str) -> Flask:
    return make_app({"WTF_CSRF_ENABLED": False}, DATABASE_URL=database_url)


@pytest.fixture
def world(app: Flask) -> World:
    with app.app_context():
        world = add_world()
        for rank, (state, told) in enumerate((("awarded", True), ("awarded", False), ("refused", True)), 1):
            released = {"released_at": clock.now()} if told else {}
            id = add_file(world, state, rank=rank, title=f"Projet {state} {told}", engagement=rank, **released)
            if state == "awarded":
                funder_id = envelope(world, "d49").funder_id
                ruling = Ruling(application_id=id, funder_id=funder_id, author_id=world["authority"])
                ruling.verdict, ruling.amount, ruling.reason = Verdict.AWARD, Money.of(12_000), "Utile."
                ruling.decided_at = clock.now()
                db.session.add(ruling)
        db.session.commit()
        return world


def text(page: object) -> str:
    return str(page.text).replace("\xa0", " ").replace("\u202f", " ")  # type: ignore[attr-defined]


def test_only_published_awards_are_public(app: Flask, world: World) -> None:
    page = text(app.test_client().get("/laureats"))
    assert "Projet awarded True" in page
    assert "12 000 €" in page
    assert "Projet awarded False" not in page, "a ruling that is not published is nobody's"
    assert "Projet refused" not in page
    assert "fictif" in page


def test_laureates_are_filtered(app: Flask, world: World) -> None:
    client = app.test_client()
    assert "Projet awarded" not in text(client.get("/laureats?departement=44"))
    assert "Projet awarded" in text(client.get("/laureats?departement=49&engagement=1"))
    assert "Projet awarded" not in text(client.get("/laureats?appel=autre"))
    assert client.get("/laureats?apres=x~9999999999999999999999&engagement=%C2%B2").status_code == 200


@pytest.mark.parametrize("address", ["/donnees", "/bilan/2020", "/laureats"])
def test_public_pages_answer_visitors(app: Flask, world: World, address: str) -> None:
    assert app.test_client().get(address).status_code == 200


@pytest.mark.parametrize("address", ["/bilan/1999", "/bilan/2999", "/donnees/subventions-2019.csv"])
def test_a_year_without_anything_is_not_found(app: Flask, world: World, address: str) -> None:
    assert app.test_client().get(address).status_code == 404


@pytest.mark.parametrize(
    ("who", "status"), [("commissioner", 200), ("auditor", 200), ("instructor", 403), ("applicant", 403)]
)
def test_steering_is_for_those_who_steer(app: Flask, world: World, who: str, status: int) -> None:
    page = sign_in(app, world[who]).get("/pilotage")
    assert page.status_code == status
    if status == 200:
        assert "pour 24 000 €" in text(page)


def test_a_call_is_imported_by_upload_and_its_mistakes_have_their_line(app: Flask, world: World) -> None:
    client = sign_in(app, world["administrator"])
    place = "/administration/importer-un-appel"
    bad = CALL.read_text(encoding="utf-8").replace("kind: recovery_plan", "kind: Recovery Plan", 1)
    answer = client.post(place, data={"content": (BytesIO(bad.encode()), "relance.yaml")})
    assert answer.status_code == 422
    assert "relance.yaml:" in answer.text
    with app.app_context():
        assert len(db.session.scalars(select(Call)).all()) == 1, "nothing is imported"
    assert client.post(place, data={"content": (BytesIO(CALL.read_bytes()), CALL.name)}).status_code == 303
    with app.app_context():
        assert len(db.session.scalars(select(Call)).all()) == 2
    assert sign_in(app, world["commissioner"]).get(place).status_code == 403
    assert client.get("/administration").status_code == 200


def test_the_laureates_of_the_report_are_public_with_what_it_says_of_them(app: Flask) -> None:
    with app.app_context():
        programmes.load()
    client = app.test_client()
    assert "projets retenus" in text(client.get("/laureats"))
    year = text(client.get("/bilan/2020"))
    assert "projets publiés pour cette année" in year
    assert "Par département" in year


def test_the_contractualisation_is_drawn_and_told_with_its_perimeter_and_its_date(programme_app):
    with programme_app.app_context():
        auditor = User(email="a@guichet.example", name="Audit Fictif", is_fictif=True, created_at=clock.now())
        auditor.appointments = [Appointment(role=Role.AUDITOR)]
        db.session.add(auditor)
        db.session.commit()
        user_id = auditor.id
    page = sign_in(programme_app, user_id).get("/pilotage").text
    part = page[page.index('id="contractualisation"') :].translate(str.maketrans("\u00a0\u202f", "  "))
    assert part.count("<svg") >= 6
    assert "6 signataires ; 2020 avec le FAPI" in part
    assert "qui n’était pas compté en 2019" in part
    assert "18 septembre 2020" in part
    assert "98,86 %" in part  # computed: the report prints 98
