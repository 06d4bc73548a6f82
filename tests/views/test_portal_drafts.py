"""A draft: who reads it, how it begins, what a save keeps."""

import re

import pytest
from sqlalchemy import select

from grants.database import db
from grants.models import Answer
from grants.services import applications
from tests.views.portal import text
from tests.world import add_organisation

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PAGES = ["", "/formulaire/request", "/pieces", "/deposer", "/historique", "/recepisse", "/messages", "/se-desister"]


@pytest.mark.parametrize("name", ["outsider", "instructor", "administrator", "auditor"])
def test_nobody_else_reads_a_draft(world, draft, number, as_person, name):
    for page in PAGES:
        assert as_person(name).get(f"/dossiers/{number}{page}").status_code == 403, page


def test_a_member_of_another_organisation_reads_nothing(world, draft, number, as_person):
    add_organisation("Les Autres", world["outsider"], world["communication"])
    for page in PAGES:
        assert as_person("outsider").get(f"/dossiers/{number}{page}").status_code == 403, page


def test_a_visitor_is_asked_to_sign_in(draft, number, as_person):
    for page in PAGES:
        assert as_person("visitor").get(f"/dossiers/{number}{page}").status_code == 401, page


def test_a_draft_says_so_with_the_time_left(member, draft, number):
    page = text(member.get(f"/dossiers/{number}"))
    for words in ("Pas encore déposé", "Il reste 9 jours", "Votre demande en bref", "À commencer", "Les pièces"):
        assert words in page


def test_beginning_from_the_page_of_the_call(world, member):
    answer = member.post(
        f"/vagues/{world.round_id}/commencer", data={"version": 1, "organisation_id": world.organisation_id}
    )
    assert answer.status_code == 303
    assert "/dossiers/CC20-0001" in answer.location


def test_whoever_has_no_organisation_makes_its_page_first(world, as_person):
    client = as_person("outsider")
    first = client.get(f"/vagues/{world.round_id}/commencer")
    assert "/organisations/nouvelle" in first.location
    wrong = client.post(
        first.location, data={"name": "Les Neufs", "legal_nature": "foundation", "siret": "73282932000075"}
    )
    assert wrong.status_code == 422
    assert "Les Neufs" in wrong.text
    made = client.post(
        first.location, data={"name": "Les Neufs", "legal_nature": "foundation", "siret": "732 829 320 00074"}
    )
    assert made.location.endswith(f"/vagues/{world.round_id}/commencer")
    known = client.post(
        "/organisations/nouvelle", data={"name": "Encore", "legal_nature": "foundation", "siret": "73282932000074"}
    )
    assert "a déjà une fiche" in text(known)


def test_what_is_wrong_is_kept_and_said(member, draft, number):
    address = f"/dossiers/{number}/formulaire/request"
    saved = member.post(address, data={
        "version": 0, "asked": "project_title requested_amount scope", "q_project_title": "Le camion",
        "q_requested_amount": "beaucoup", "q_scope": "",
    })  # fmt: skip
    assert saved.status_code == 303
    page = text(member.get(saved.location))
    assert "Le camion" in page
    assert "beaucoup" in page
    assert "Écrivez un montant comme 1 234,50" in page


def test_an_answer_that_calls_for_another_question_shows_it(member, draft, number):
    saved = member.post(
        f"/dossiers/{number}/formulaire/request", data={"version": 0, "asked": "scope", "q_scope": "region"}
    )
    assert saved.location.endswith("#q_departments")
    assert "Dans quels départements" in text(member.get(saved.location))


def test_a_question_that_the_page_did_not_show_keeps_its_answer(world, member, draft, number):
    applications.edit(
        world["applicant"], draft, "request", version=0, values={"themes": ["food_aid"], "scope": "region"}
    )
    member.post(
        f"/dossiers/{number}/formulaire/request", data={"version": 1, "asked": "project_title", "q_project_title": "A"}
    )
    answer = db.session.scalars(select(Answer).filter_by(application_id=draft)).one()
    assert answer.values["themes"] == ["food_aid"]


def test_a_clash_shows_both_texts_and_loses_nothing(world, member, draft, number):
    applications.edit(world["representative"], draft, "need", version=0, values={"need": "Ce que l’autre a écrit."})
    data = {"version": 0, "asked": "need", "q_need": "Ce que moi j’écris."}
    clash = member.post(f"/dossiers/{number}/formulaire/need", data=data)
    assert clash.status_code == 409
    assert "Ce que l’autre a écrit." in text(clash)
    assert text(clash).count("Ce que moi j’écris.") == 2  # beside the other, and still in its field
    assert re.search(r'name="version"[^>]*value="1"', clash.text)
    assert member.post(f"/dossiers/{number}/formulaire/need", data=data | {"version": 1}).status_code == 303
    assert (
        db.session.scalars(select(Answer.values).filter_by(application_id=draft)).one()["need"] == "Ce que moi j’écris."
    )


def test_a_budget_that_does_not_balance_is_explained(member, draft, number):
    saved = member.post(f"/dossiers/{number}/formulaire/budget", data={
        "version": 0, "asked": "project_budget",
        "q_project_budget-a_641_0": "61 250", "q_project_budget-a_70_0": "58 750,00",
    })  # fmt: skip
    page = text(member.get(saved.location))
    assert "il manque 2 500,00 € de financement" in page
    assert "Écart 2 500,00 €" in page


def test_the_list_takes_the_same_statements_for_one_file_and_for_twenty(world, member, draft):
    from sqlalchemy import event

    def statements():
        said = []

        def listen(connection, cursor, statement, *rest):
            said.append(statement)

        event.listen(db.engine, "before_cursor_execute", listen)
        assert member.get("/mes-dossiers").status_code == 200
        event.remove(db.engine, "before_cursor_execute", listen)
        return len(said)

    few = statements()
    for _ in range(19):
        applications.start(world["applicant"], world.round_id, organisation_id=world.organisation_id)
    assert statements() == few
