"""Reports, evaluations and appeals through their pages, as the browser posts them."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from grants.database import db
from grants.models import Appeal, Application, Evaluation, Report
from grants.services import evaluations, reports
from grants.values import clock
from tests.support.applications import AppMaker
from tests.support.web import sign_in
from tests.world import World, add_file, add_world, version_of

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def app(make_app: AppMaker, database_url: str) -> Flask:
    return make_app({"WTF_CSRF_ENABLED": False, "MAX_FORM_PARTS": 5000}, DATABASE_URL=database_url)


@pytest.fixture
def world(app: Flask) -> World:
    with app.app_context():
        world = add_world()
        id = add_file(world, "awarded", released_at=clock.now())
        day = clock.today() + timedelta(days=90)
        reports.open(world["instructor"], id, version=version_of(Application, id), key="final", due_on=day)
        version = version_of(Application, id)
        evaluations.plan(world["instructor"], id, version=version, due_on=day)
        return world


def version(app: Flask, model: Any) -> int:
    with app.app_context():
        return int(db.session.scalars(select(model)).one().version)


def state(app: Flask, model: Any) -> str:
    with app.app_context():
        return str(db.session.scalars(select(model)).one().state)


def address(app: Flask, model: Any, place: str) -> str:
    with app.app_context():
        found = db.session.scalars(select(model)).one()
        return f"/dossiers/{found.application.number}/{place}/{found.id}"


def test_a_report_is_filled_in_checked_and_handed_in_by_its_pages(app: Flask, world: World) -> None:
    client, here = sign_in(app, world["applicant"]), address(app, Report, "comptes-rendus")
    assert "Commencer mon compte rendu" in client.get(here).text
    assert client.post(f"{here}/commencer", data={"version": version(app, Report)}).status_code == 303
    page = client.get(f"{here}/remplir")
    assert page.status_code == 200
    assert "Qu’avez-vous fait" in page.text
    typed = {"version": version(app, Report), "asked": "done", "q_done": "Trente ateliers.", "then": "check"}
    saved = client.post(f"{here}/remplir", data=typed)
    assert saved.status_code == 303
    assert saved.location.endswith("?verifier=tout")
    assert "Répondez à la question" in client.get(saved.location).text.replace("\xa0", " ")
    stale = client.post(f"{here}/remplir", data=typed | {"q_done": "Autre chose."})
    assert stale.status_code == 409
    assert "Autre chose." in stale.text, "what was typed is kept"
    refused = client.post(f"{here}/remettre", data={"version": version(app, Report)})
    assert refused.status_code == 303
    assert state(app, Report) == "drafted"


def test_what_is_being_written_is_the_organisations_alone(app: Flask, world: World) -> None:
    client, here = sign_in(app, world["applicant"]), address(app, Report, "comptes-rendus")
    client.post(f"{here}/commencer", data={"version": version(app, Report)})
    client.post(f"{here}/remplir", data={"version": version(app, Report), "asked": "done", "q_done": "Confidence."})
    staff = sign_in(app, world["instructor"]).get(here)
    assert staff.status_code == 200
    assert "Confidence." not in staff.text
    assert sign_in(app, world["outsider"]).get(here).status_code == 403
    assert sign_in(app, world["instructor"]).get(f"{here}/remplir").status_code == 403


def test_the_staff_list_the_reports_they_see(app: Flask, world: World) -> None:
    assert "Compte rendu final" in sign_in(app, world["instructor"]).get("/comptes-rendus").text
    assert sign_in(app, world["applicant"]).get("/comptes-rendus").status_code == 403
    assert sign_in(app, world["instructor"]).get("/comptes-rendus?apres=bad~x&etat=due").status_code == 200


def test_an_evaluation_is_hidden_from_the_organisation_until_approved(app: Flask, world: World) -> None:
    here = address(app, Evaluation, "evaluation")
    staff, boss = sign_in(app, world["instructor"]), sign_in(app, world["commissioner"])
    assert sign_in(app, world["applicant"]).get(here).status_code == 404
    staff.post(f"{here}/commencer", data={"version": version(app, Evaluation)})
    marks = {"relevance": "4", "effectiveness": "3", "efficiency": "0", "impact": "5"}
    form = {"version": version(app, Evaluation), "conclusion": "Utile.", "recommendation": "renew"}
    assert staff.post(f"{here}/remettre", data=form).status_code == 422
    assert staff.post(f"{here}/remettre", data=form | marks).status_code == 303
    assert staff.post(f"{here}/approuver", data={"version": version(app, Evaluation)}).status_code == 403
    assert boss.post(f"{here}/approuver", data={"version": version(app, Evaluation)}).status_code == 303
    assert state(app, Evaluation) == "approved"
    assert "Utile." in sign_in(app, world["applicant"]).get(here).text


def test_an_appeal_is_filed_and_answered_by_its_pages(app: Flask, world: World) -> None:
    with app.app_context():
        id = add_file(world, "awarded", rank=2, released_at=clock.now())
        number, seen = db.session.get_one(Application, id).number, version_of(Application, id)
    client = sign_in(app, world["applicant"])
    place = f"/dossiers/{number}/former-un-recours"
    assert client.post(place, data={"version": seen, "grounds": ""}).status_code == 422
    assert client.post(place, data={"version": seen, "grounds": "Le montant est trop bas."}).status_code == 303
    here = address(app, Appeal, "recours")
    assert "Le montant est trop bas." in client.get(here).text
    assert client.post(f"{here}/rejeter", data={"version": 1, "answer": "Non."}).status_code == 403


@pytest.mark.parametrize("who", ["instructor", "commissioner", "authority", "grant_manager", "reviewer", "auditor"])
def test_what_awaits_me_answers_for_every_role(app: Flask, world: World, who: str) -> None:
    with app.app_context():
        for rank, each in enumerate(("submitted", "under_review", "recommended", "awaiting_committee"), 10):
            add_file(world, each, rank=rank)
    page = sign_in(app, world[who]).get("/accueil")
    assert page.status_code == 200
    assert "Ce qui m’attend" in page.text
