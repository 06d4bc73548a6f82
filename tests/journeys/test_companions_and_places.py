"""What comes to a page after it was opened: places proposed in lines that a script added, people told without one."""

import pytest
from playwright.sync_api import expect

from grants.database import db
from grants.definitions.call import CallFile
from grants.services import applications
from tests import world as whole
from tests.support.web import sign_in

STOPS = {
    "key": "stops", "type": "rows", "label": "Les étapes de la tournée", "required": False, "min_rows": 2,
    "used_for": ["instruction"],
    "show_if": {"question": "scope", "is": "region"},
    "columns": [{"key": "town", "type": "commune", "label": "Commune", "required": True}],
}  # fmt: skip
HERE = "/dossiers/CC20-0001/formulaire"


@pytest.fixture
def world(app, monkeypatch):
    content = whole.call_file("credits_commissaire_2020").model_dump(mode="json", exclude_none=True)
    content["form"][0]["sections"][0]["questions"].append(STOPS)
    monkeypatch.setattr(whole, "call_file", lambda key: CallFile.model_validate(content))
    with app.app_context():
        world = whole.add_world()
        applications.start(world["applicant"], world.round_id, organisation_id=world.organisation_id)
        db.session.remove()
        return world


@pytest.mark.slow
def test_a_commune_is_proposed_in_a_line_that_a_script_brought(app, world, live_url, enter, page):
    enter(page.context, world["applicant"])
    page.goto(f"{live_url}{HERE}/request")
    expect(page.locator("[data-question=stops]")).to_have_count(0)
    page.locator("[name=q_scope][value=region]").check()
    town = page.locator("[name=q_stops-1-c_town]")
    expect(town).to_have_attribute("role", "combobox")
    town.press_sequentially("ancenis")
    expect(page.locator("[data-question=stops]").get_by_role("option").first).to_contain_text("Ancenis")
    town.press("ArrowDown")
    town.press("Enter")
    chosen = town.input_value()
    assert chosen.startswith("Ancenis")
    page.get_by_role("button", name="Ajouter une ligne").first.click()
    expect(page.locator("#q_stops-1")).to_be_focused()  # the first that is empty: lines close up
    expect(page.locator("[name=q_stops-0-c_town]")).to_have_value(chosen)
    page.locator("[name=q_stops-1-c_town]").press_sequentially("saumur")
    expect(page.locator("[data-question=stops]").get_by_role("option").first).to_contain_text("Saumur")


def test_without_a_script_the_page_says_who_else_is_on_the_file(app, valkey, world):
    for name in ("representative", "applicant"):
        page = sign_in(app, world[name]).get(f"{HERE}/need").text
    assert "Representative Fictif est dans « Le besoin et le public »" in page.translate({0xA0: " ", 0x202F: " "})
    assert "Applicant Fictif est dans" not in page
