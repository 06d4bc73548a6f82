"""An administrator builds a call on its pages: nothing is in force before it is said, and no one's work is lost."""

from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from grants.database import db
from grants.definitions.drafting.spots import locate
from grants.definitions.files import dump, loads
from grants.models import Answer, Application, Call, CallDraft, JournalEntry
from grants.services import applications
from tests.forms.pages import Inputs
from tests.support.differences import differing
from tests.support.web import sign_in
from tests.world import World, add_file, add_world, version_of

BOTH = pytest.mark.parametrize(
    "database_url", ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)], indirect=True
)
KEY = "credits_commissaire_2020"
PLACE = f"/administration/appels/{KEY}"
FIRST = f"{PLACE}/modifier/form/main/sections/request"


@pytest.fixture
def database_url(request: pytest.FixtureRequest) -> str:
    """SQLite, and for the main stories (`BOTH`) PostgreSQL too."""
    url: str = request.getfixturevalue(f"new_{getattr(request, 'param', 'sqlite')}")()
    return url


@pytest.fixture
def world(app: Flask) -> World:
    with app.app_context():
        return add_world(KEY)


@pytest.fixture
def client(app: Flask, world: World) -> FlaskClient:
    app.config["WTF_CSRF_ENABLED"] = False
    return sign_in(app, world["administrator"])


def sent(client: FlaskClient, address: str, **typed: object) -> dict[str, object]:
    """What a browser would send from this page, with what was typed."""
    page = client.get(address)
    assert page.status_code == 200, page.status_code
    # The last form of the page that carries fields: its own values, then what was typed.
    found: dict[str, object] = {}
    for name, value in Inputs(page.text.split("build-items")[0]).sent:
        found[name] = (
            [*found[name], value]
            if isinstance(found.get(name), list)
            else value
            if name not in found
            else (found[name] if name in ("version", "csrf_token") else [found[name], value])
        )
    return {**found, **typed}


def post(client: FlaskClient, address: str, status: int = 303, **typed: object):
    answer = client.post(address, data=sent(client, address, **typed))
    assert answer.status_code == status, (answer.status_code, answer.text[:3000])
    return answer


def draft() -> CallDraft:
    db.session.rollback()
    return db.session.scalars(select(CallDraft).filter_by(key=KEY)).one()


def test_every_page_of_every_part_shows_and_saves_without_changing_anything(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        content = draft().now
    waiting, seen = [PLACE, f"{PLACE}/modifier"], set()
    while waiting:
        address = waiting.pop()
        seen.add(address)
        page = client.get(address)
        assert page.status_code in (200, 302), address
        for link in page.text.split('href="')[1:]:
            to = link.split('"')[0].split("#")[0]
            if (
                to.startswith(f"{PLACE}/modifier")
                and to not in seen
                and "/questions/" not in to.replace("project_title", "")
            ):
                waiting.append(to)
                seen.add(to)
        if page.status_code == 200 and address != PLACE:
            answer = client.post(address, data=sent(client, address))
            spot = locate(content, address.partition("/modifier")[2].strip("/"))
            assert answer.status_code == (303 if spot.value else 422), (address, answer.text[:2000])
    assert len(seen) > 60
    with app.app_context():
        assert draft().content is None or differing(draft().content, content) == []
        assert draft().version == 1


@pytest.mark.parametrize("kind", [
    "text", "long_text", "number", "money", "date", "choice", "choices", "email", "phone", "siret", "rna", "iban",
    "commune", "territory", "partners", "people", "rows", "budget", "indicators", "attestation",
])  # fmt: skip
def test_a_question_of_each_type_is_added_tried_and_could_be_put_in_force(
    app: Flask, client: FlaskClient, kind
) -> None:
    add = f"{PLACE}/ajouter/form/main/sections/request/questions"
    answer = post(client, add, label="Une question de plus", type=kind)
    assert answer.headers["Location"].endswith("/questions/une_question_de_plus")
    assert post(client, answer.headers["Location"], f_help="Une aide").status_code == 303
    assert "Une question de plus" in client.get(f"{PLACE}/apercu/request").text
    page = client.get(PLACE)
    assert "Rien n’empêche la mise en service" in page.text
    with app.app_context():
        file = client.get(f"{PLACE}/appel.yaml").data
        assert dump(loads(file, name="x.yaml")).encode() == file
        assert db.session.scalars(select(Call)).one().definition.number == 1, "nothing is in force"


@BOTH
def test_a_condition_is_built_by_choosing_and_holds_in_the_preview(app: Flask, client: FlaskClient) -> None:
    question = f"{FIRST}/questions/project_start"
    wrong = post(client, question, 422, **{"f_show_if-rows-0-subject": "q:scope", "f_show_if-rows-0-operator": "is",
                                           "f_show_if-rows-0-value": "ailleurs"})  # fmt: skip
    assert "Choisissez une réponse de cette question" in wrong.text
    post(client, question, **{"f_show_if-rows-0-subject": "q:scope", "f_show_if-rows-0-operator": "is",
                              "f_show_if-rows-0-value": "Oui, un seul département"})  # fmt: skip
    with app.app_context():
        asked = draft().now["form"][0]["sections"][0]["questions"]
        assert next(each for each in asked if each["key"] == "project_start")["show_if"] == {
            "question": "scope", "is": "department"}  # fmt: skip
    preview = f"{PLACE}/apercu/request"
    assert 'name="q_project_start"' not in client.get(preview).text
    tried = client.post(
        preview, data=sent(client, preview, q_scope="department", q_requested_amount="12 chats", verifier="1")
    )
    assert 'name="q_project_start"' in tried.text
    assert "Écrivez un montant comme" in tried.text
    with app.app_context():
        assert db.session.scalars(select(Answer)).all() == []


def test_what_would_refuse_is_listed_with_the_page_that_mends_it(client: FlaskClient) -> None:
    criterion = f"{PLACE}/modifier/grid/main/criteria/need"
    if client.get(criterion).status_code == 404:
        criterion = client.get(f"{PLACE}/modifier/grid/main").text.split('href="')
        criterion = next(each.split('"')[0] for each in criterion if "/criteria/" in each and "/modifier/" in each)
    post(client, criterion, f_weight="90")
    page = client.get(PLACE)
    assert "des poids dont la somme fait 100" in page.text
    assert f'{PLACE}/modifier/grid/main"' in page.text.replace("#f_criteria", "")
    version = page.text.split('name="version" value="')[1].split('"')[0]
    refused = client.post(f"{PLACE}/mettre-en-service", data={"version": version})
    assert refused.status_code == 422
    assert "des poids dont la somme fait 100" in refused.text


@BOTH
def test_two_administrators_meet_on_one_page(app: Flask, client: FlaskClient) -> None:
    mine = sent(client, FIRST, f_title="Mon titre")
    post(client, FIRST, f_title="Son titre")
    answer = client.post(FIRST, data=mine)
    assert answer.status_code == 409
    assert "Mon titre" in answer.text
    assert "Son titre" in answer.text
    again = client.post(FIRST, data=mine | {"version": str(version(app))})
    assert again.status_code == 303


def version(app: Flask) -> int:
    with app.app_context():
        return draft().version


@BOTH
def test_items_are_ordered_and_taken_away_with_what_speaks_of_them(app: Flask, client: FlaskClient) -> None:
    second = f"{PLACE}/ranger/form/main/sections/request/questions/project_summary"
    assert client.post(second, data={"version": version(app), "to": "up"}).status_code == 303
    post(client, f"{PLACE}/retirer/form/main/sections/request/questions/renewal_results")
    with app.app_context():
        now = draft().now
        questions = now["form"][0]["sections"][0]["questions"]
        assert [each["key"] for each in questions][:2] == ["project_summary", "project_title"]
        reads = [key for criterion in now["grid"][0]["criteria"] for key in criterion["reads"]]
        assert "renewal_results" not in reads
    assert "Rien n’empêche la mise en service" in client.get(PLACE).text
    gone = f"{PLACE}/ranger/form/main/sections/request/questions/renewal_results"
    assert client.post(gone, data={"version": version(app), "to": "up"}).status_code == 404


@BOTH
def test_files_begun_keep_their_version_until_their_members_take_the_new_one(app: Flask, world: World, client) -> None:
    with app.app_context():
        file_id = add_file(world, "draft")
        number = db.session.get_one(Application, file_id).number
        typed = {"project_title": "Le bus", "renewal_results": "Deux cents repas", "is_renewal": "renewal"}
        applications.edit(world["applicant"], file_id, "request", version=0, values=typed)
    post(client, f"{PLACE}/retirer/form/main/sections/request/questions/renewal_results")
    post(client, f"{PLACE}/ajouter/form/main/sections/request/questions", label="Qui d’autre ?", type="text")
    post(client, f"{FIRST}/questions/project_title", f_max_length="3")
    trial = client.get(f"{PLACE}/essai").text
    assert all(word in trial for word in ("Retirée", "Nouvelle", "Changée"))
    assert number not in trial, "the staff do not see a draft"
    assert (
        client.post(
            f"{PLACE}/mettre-en-service", data=sent(client, f"{PLACE}/mettre-en-service", is_offered="y")
        ).status_code
        == 303
    )
    member = sign_in(app, world["applicant"])
    assert "Deux cents repas" in member.get(f"/dossiers/{number}/formulaire/request").text
    assert "Reprendre avec le nouveau formulaire" in member.get(f"/dossiers/{number}").text
    page = member.get(f"/dossiers/{number}/nouveau-formulaire")
    assert "Ne sera plus posée" in page.text
    with app.app_context():
        seen = version_of(Application, file_id)
    assert member.post(f"/dossiers/{number}/nouveau-formulaire", data={"version": seen}).status_code == 303
    assert "Deux cents repas" in member.get(f"/dossiers/{number}").text, "kept and shown"
    assert "Qui d’autre" in member.get(f"/dossiers/{number}/formulaire/request").text
    with app.app_context():
        file = db.session.get_one(Application, file_id)
        assert file.definition.number == 2
        acts = set(db.session.scalars(select(JournalEntry.act)))
        assert {"call_draft.edit", "call_draft.publish", "application.renew_form"} <= acts


@BOTH
def test_a_call_begun_from_nothing_is_put_in_force(app: Flask, client: FlaskClient) -> None:
    post(client, "/administration/appels/nouveau", title="Un nouvel appel", key="nouvel_appel", source="",
         kind="commissioner_credits")  # fmt: skip
    assert post(client, "/administration/appels/nouvel_appel/mettre-en-service").status_code == 303
    assert client.get("/appels/nouvel_appel").status_code == 200
    with app.app_context():
        call = db.session.scalars(select(Call).filter_by(key="nouvel_appel")).one()
        assert [each.key for each in call.rounds] == ["r1"]
    taken = client.post("/administration/appels/nouveau", data=sent(client, "/administration/appels/nouveau", title="x",
                        key="nouvel_appel", source="", kind="commissioner_credits"))  # fmt: skip
    assert taken.status_code == 422


@BOTH
def test_a_file_is_exported_as_it_was_imported_and_loaded_as_a_draft(app: Flask, client: FlaskClient) -> None:
    raw = Path(f"content/calls/{KEY}.yaml").read_bytes()
    assert client.get(f"{PLACE}/appel.yaml").data == raw
    changed = raw.replace(b"Titre du projet", b"Titre de votre projet", 1)
    load = f"{PLACE}/charger"
    bad = client.post(load, data={"version": version(app), "content": (BytesIO(b"key: x"), "x.yaml")})
    assert bad.status_code == 422
    answer = client.post(load, data={"version": version(app), "content": (BytesIO(changed), "x.yaml")})
    assert answer.headers["Location"].endswith("/essai")
    assert client.get(f"{PLACE}/appel.yaml").data == changed
    assert "son texte" in client.get(f"{PLACE}/essai").text
    assert post(client, f"{PLACE}/abandonner").status_code == 303
    assert client.get(f"{PLACE}/appel.yaml").data == raw


@pytest.mark.parametrize("who", ["instructor", "authority", "applicant", "commissioner", "outsider"])
def test_only_administrators_build(app: Flask, world: World, who: str) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    client = sign_in(app, world[who])
    for page in ("", "/modifier", "/apercu/request", "/essai", "/appel.yaml", "/mettre-en-service", "/charger"):
        assert client.get(PLACE + page).status_code == 403, page
    assert client.post(f"{PLACE}/ranger/form/main", data={"version": "1", "to": "up"}).status_code == 403


def test_a_press_that_lacks_its_fields_is_refused_with_a_page(client: FlaskClient) -> None:
    answer = client.post(f"{PLACE}/ranger/form/main", data={})
    assert answer.status_code == 422
    assert "n’a pas pu être comprise" in answer.text
