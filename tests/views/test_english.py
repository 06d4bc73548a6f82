"""A page asked in English keeps none of the French words of acts, states and people."""

import re

import pytest
from flask import Flask
from markupsafe import Markup

from grants.languages import translated
from tests.support.instruction import add_complete_file
from tests.support.web import sign_in
from tests.world import World, add_world
from workflows.registry import WORKFLOWS
from workflows.words import WORDS
from workflows.words.told import TOLD

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
NUMBER = "CC20-0001"
STATES = {
    words for each in WORKFLOWS.values() for step in each.steps.values() for words in (step.staff, step.applicant)
}


@pytest.fixture
def world(app: Flask) -> World:
    with app.app_context():
        return add_world(is_open=False)


def words_of(html: str) -> str:
    """What a page says, its spaces plain."""
    return re.sub(r"\s+", " ", Markup(re.sub(r"<(script|style).*?</\1>", "", html, flags=re.DOTALL)).striptags())


def french_in(app: Flask, page: str) -> list[str]:
    """The words of acts, states and the timeline that the page still says in French."""
    with app.test_request_context("/?lang=en"):
        ours = {each for each in {*WORDS.values(), *TOLD.values(), *STATES} if translated(each) != each}
    said = words_of(page)
    return sorted(each for each in ours if re.search(rf"(?<!\w){re.escape(each)}(?!\w)", said))


@pytest.mark.parametrize("state", ["submitted", "under_review", "recommended"])
def test_the_page_of_a_file_is_english_for_the_staff(app: Flask, world: World, state: str) -> None:
    with app.app_context():
        add_complete_file(world, state)
    client = sign_in(app, world["instructor"])
    page = client.get(f"/instruction/{NUMBER}?lang=en")
    assert page.status_code == 200
    assert french_in(app, page.text) == []
    assert french_in(app, client.get(f"/instruction/{NUMBER}?lang=fr").text) != []


def test_an_act_says_in_english_what_it_does_and_why_it_can_not(app: Flask, world: World) -> None:
    with app.app_context():
        add_complete_file(world)
    client = sign_in(app, world["instructor"])
    page = client.get(f"/dossiers/{NUMBER}/instruire?lang=en").text
    assert "The content of the file is frozen: what will be read" in page
    assert french_in(app, page) == []
