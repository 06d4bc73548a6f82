"""The addresses behind the scripts of a section, and the pages of filling in without any script."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from grants.database import db
from grants.models import Answer, Application
from grants.services import applications, notes
from grants.values import clock
from tests.support.answers import fill
from tests.views.portal import text

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
JSON = {"Accept": "application/json"}


def hidden(page, name):
    return re.search(rf'name="{name}"\s+value="([^"]*)"', page.text).group(1)


def sent(page, **answers):
    return {"version": "0", "asked": hidden(page, "asked"), "seen": hidden(page, "seen"), **answers}


def test_an_autosave_is_the_buttons_save(world, member, draft, number):
    here = f"/dossiers/{number}/formulaire/need"
    saved = member.post(f"{here}/enregistrer", data=sent(member.get(here), q_need="Un besoin"), headers=JSON)
    assert saved.status_code == 200
    assert "par Applicant Fictif" in saved.json["saved"]
    assert saved.json["others"] == []
    assert db.session.scalars(select(Answer.values).filter_by(application_id=draft)).one()["need"] == "Un besoin"
    assert "par Applicant Fictif" in text(member.get(here))


def test_an_autosave_says_what_it_calls_for(member, draft, number):
    here = f"/dossiers/{number}/formulaire/request"
    saved = member.post(f"{here}/enregistrer", data=sent(member.get(here), q_scope="region"), headers=JSON)
    assert "departments" in saved.json["asked"]


def test_a_clash_lets_choose_without_a_script(world, member, draft, number):
    here = f"/dossiers/{number}/formulaire/need"
    page = member.get(here)
    applications.edit(world["representative"], draft, "need", version=0, values={"need": "Leur texte."})
    refused = member.post(f"{here}/enregistrer", data=sent(page, q_need="Mon texte."), headers=JSON)
    assert (refused.status_code, refused.json["by"]) == (409, "Representative Fictif")
    clash = member.post(here, data=sent(page, q_need="Mon texte."))
    assert clash.status_code == 409
    for choice, kept in (("both", "Leur texte.\n\nMon texte."), ("theirs", "Leur texte."), ("mine", "Mon texte.")):
        applications.edit(world["representative"], draft, "need", version=0, values={"need": "Leur texte."}, seen={
            "need": hidden(member.get(here), "seen").split("need:")[1].split()[0]})  # fmt: skip
        member.post(here, data=sent(clash, q_need="Mon texte.", keep_need=choice))
        values = db.session.scalars(select(Answer.values).filter_by(application_id=draft)).one()
        assert values["need"] == kept
        db.session.rollback()


def test_a_clash_on_a_budget_shows_the_lines_that_differ(world, member, draft, number):
    here, saved = f"/dossiers/{number}/formulaire/budget", {"601": ["100.00"], "641": ["50.00"]}
    page = member.get(here)
    applications.edit(world["representative"], draft, "budget", version=0, values={"project_budget": {"lines": saved}})
    mine = {"q_project_budget-a_601_0": "120", "q_project_budget-a_641_0": "50", "q_project_budget-a_70_0": "beaucoup"}
    clash = member.post(here, data=sent(page, **mine))
    assert clash.status_code == 409
    table = clash.text.split("choix-project_budget")[1].split("</table>")[0]
    cells = re.findall(r"<td[^>]*><span>([^<]*)</span>", table)
    assert [re.sub(r"\s", " ", each) for each in cells] == ["100,00 €", "120,00 €", "(vide)", "beaucoup"]


def test_nobody_else_saves_or_sees_who_is_there(draft, number, as_person):
    for name, status in (("visitor", 401), ("outsider", 403), ("instructor", 403)):
        client = as_person(name)
        assert client.post(f"/dossiers/{number}/formulaire/need/enregistrer", headers=JSON).status_code == status
        assert client.get(f"/dossiers/{number}/presence", headers=JSON).status_code == status
        assert client.get(f"/dossiers/{number}/verifier").status_code == status


def test_with_the_queue_down_nobody_is_shown_and_nothing_breaks(member, draft, number):
    assert member.get(f"/dossiers/{number}/presence?section=need").json["people"] == []


def test_too_late_is_said_and_what_was_typed_stays_on_the_page(world, member, draft, number):
    here = f"/dossiers/{number}/formulaire/need"
    data = sent(member.get(here), q_need="Un peu tard")
    round = db.session.get_one(Application, draft).round
    round.opens_at = clock.now() - timedelta(days=2)
    round.closes_at = clock.now() - timedelta(seconds=1)
    round.stages = [each | {"closes_at": round.closes_at.isoformat()} for each in round.stages]
    db.session.commit()
    refused = member.post(f"{here}/enregistrer", data=data, headers=JSON)
    assert refused.status_code == 422
    assert "clos depuis" in refused.json["detail"]
    page = member.post(here, data=data)
    assert page.status_code == 422
    assert "Un peu tard" in page.text
    assert "La clôture est passée" in text(page)


def test_the_summary_links_each_gap_to_its_field(world, member, draft, number):
    page = member.get(f"/dossiers/{number}/verifier")
    assert f"/dossiers/{number}/formulaire/organisation?verifier=tout" in page.text
    fill(world["applicant"], draft)
    assert "Rien ne manque" in text(member.get(f"/dossiers/{number}/verifier"))


def test_an_earlier_file_is_chosen_read_and_taken(world, member, draft, number):
    fill(world["applicant"], draft, project_title="Un ancien projet")
    second = applications.start(world["applicant"], world.round_id, organisation_id=world.organisation_id)
    here = f"/dossiers/{db.session.get_one(Application, second).number}/repartir"
    assert "Un ancien projet" in text(member.get(here))
    page = member.get(f"{here}?depuis={draft}")
    assert "réponses seraient reprises" in text(page)
    assert "un engagement se redonne" in text(page)
    version = re.search(r'name="version"[^>]*value="(\d+)"', page.text).group(1)
    assert member.post(here, data={"version": version, "earlier_id": draft}).status_code == 303
    assert "Un ancien projet" in text(member.get(here.replace("/repartir", "")))


def test_notes_are_read_by_members_alone(world, member, draft, number, as_person):
    notes.write(world["representative"], draft, body="Qui a les comptes ?", section_key="need")
    assert "Qui a les comptes ?" in text(member.get(f"/dossiers/{number}"))
    assert "Qui a les comptes ?" in text(member.get(f"/dossiers/{number}/notes"))
    assert as_person("instructor").get(f"/dossiers/{number}/notes").status_code == 403
