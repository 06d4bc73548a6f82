"""« Puis-je déposer ? »: the page, filled by an address, that keeps nothing and promises nothing."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from grants.database import db
from grants.models import MemberRole, Membership, Organisation, Report
from grants.values import clock
from tests.support.applications import AppMaker
from tests.support.web import sign_in
from tests.world import World, add_file, add_world

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PAGE = "/appels/credits_commissaire_2020/puis-je-deposer"
GOOD = {
    "legal_nature": "association_1901", "created_on": "01/03/2015", "territory": "Nantes",
    "requested_amount": "20 000", "project_cost": "40000", "project_start": "01/03/2090",
    "project_end": "30/06/2090", "r_late_reports": "oui", "r_declarations": "oui", "r_one_application": "oui",
    "verifier": "1",
}  # fmt: skip


@pytest.fixture
def app(make_app: AppMaker, database_url: str) -> Flask:
    return make_app(DATABASE_URL=database_url)


@pytest.fixture
def world(app: Flask) -> World:
    with app.app_context():
        return add_world()


def rows(app: Flask) -> int:
    with app.app_context():
        tables = db.metadata.sorted_tables
        return sum(db.session.scalar(text(f'SELECT COUNT(*) FROM "{each.name}"')) for each in tables)


def test_it_asks_then_answers_rule_by_rule_and_keeps_nothing(app: Flask, world: World) -> None:
    client, before = app.test_client(), rows(app)
    empty = client.get(PAGE).text
    assert "Rien n’est enregistré" in empty
    assert "Règle par règle" not in empty
    page = client.get(PAGE, query_string=GOOD).text
    assert "D’après vos réponses, vous pouvez déposer un dossier" in page
    assert "Ce n’est pas une promesse d’aide" in page
    assert "Non remplie" not in page
    assert 'value="20 000"' in page.replace("\xa0", " "), "what was typed stays"
    assert rows(app) == before


def test_a_rule_that_nobody_may_lift_says_so_and_one_that_may_too(app: Flask, world: World) -> None:
    client = app.test_client()
    page = client.get(PAGE, query_string=GOOD | {"legal_nature": "other"}).text
    assert "En l’état, cet appel n’est pas pour vous" in page
    assert "ne peut pas lever cette règle" in page
    page = client.get(PAGE, query_string=GOOD | {"requested_amount": "90 000", "project_cost": "200 000"}).text
    assert "Un point fait obstacle aujourd’hui" in page
    assert "Le service peut passer outre" in page
    page = client.get(PAGE, query_string={"verifier": "1"}).text
    assert "il reste à vérifier" in page


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("created_on", "31/02/2015", "Écrivez une date"), ("requested_amount", "beaucoup", "Écrivez un montant"),
        ("territory", "Changé", "Changé (53054), Changé (72058)"), ("territory", "Paris", "Paris"),
        ("legal_nature", "<script>alert(1)</script>", "Choisissez"), ("r_declarations", "peut-être", "Choisissez"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_asked_again(app: Flask, world: World, name: str, typed: str, sentence: str) -> None:
    answer = app.test_client().get(PAGE, query_string=GOOD | {name: typed})
    assert answer.status_code == 422
    assert sentence in answer.text.replace("\xa0", " ")
    assert "<script>alert" not in answer.text
    assert "Règle par règle" not in answer.text


@pytest.mark.parametrize("key", ["inconnu", "clas"])
def test_only_calls_that_take_files_have_a_test(app: Flask, world: World, key: str) -> None:
    assert app.test_client().get(f"/appels/{key}/puis-je-deposer").status_code == 404


def test_a_member_fills_it_from_the_organisation_and_late_reports_are_known(app: Flask, world: World) -> None:
    client = sign_in(app, world["applicant"])
    page = client.get(PAGE).text
    assert "legal_nature=association_1901" in page
    assert "r_late_reports=oui" in page
    assert "created_on=04/05/2010" in page
    with app.app_context():
        file_id = add_file(world, "awarded")
        late = {"due_at": clock.now() - timedelta(days=9), "workflow_key": "report@1", "state": "due"}
        db.session.add(Report(application_id=file_id, key="final", kind="final", label="Final", **late))
        db.session.commit()
    assert "r_late_reports=non" in client.get(PAGE).text
    assert "r_late_reports" not in sign_in(app, world["outsider"]).get(PAGE).text.split("<form novalidate")[0]


def test_another_organisation_is_never_told(app: Flask, world: World) -> None:
    with app.app_context():
        other = Organisation(name="Autre", sort_name="autre", legal_nature="foundation")
        db.session.add(other)
        db.session.flush()
        gone = {"began_at": clock.now(), "ended_at": clock.now(), "role": MemberRole.EDITOR}
        db.session.add(Membership(user_id=world["applicant"], organisation_id=other.id, **gone))
        db.session.commit()
    assert "Autre</a>" not in sign_in(app, world["applicant"]).get(PAGE).text
