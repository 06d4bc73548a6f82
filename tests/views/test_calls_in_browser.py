"""Finding a call in a real browser: no fault for axe, no sideways scroll, places chosen by the keyboard."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.support.applications import AppMaker
from tests.support.web import served
from tests.world import add_world

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
CALL = "/appels/credits_commissaire_2020"
PAGES = [
    "/appels", "/appels?q=aide&departement=44", "/appels?q=ornithorynque", CALL, f"{CALL}/puis-je-deposer",
    f"{CALL}/puis-je-deposer?verifier=1&requested_amount=1&legal_nature=other",
    f"{CALL}/puis-je-deposer?verifier=1&territory=Changé", "/appels/alertes", "/communes?q=saint+na",
    "/appels/alertes/fin/x", "/appels/alertes/confirmer/x",
]  # fmt: skip


@pytest.fixture(params=["neutral", "dsfr"])
def url(request: pytest.FixtureRequest, make_app: AppMaker, database_url: str) -> Iterator[str]:
    app: Flask = make_app(DATABASE_URL=database_url, THEME=request.param)
    with app.app_context():
        add_world()
    with served(app) as address:
        yield address


@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_and_nothing_overflows(
    browser: Browser, axe: Callable[[Page], list[str]], url: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800}, locale="fr-FR")
    for path in PAGES:
        page.goto(f"{url}{path}")
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert (path, overflow, axe(page)) == (path, 0, [])
    page.close()


def test_a_place_is_chosen_by_the_keyboard(page: Page, axe: Callable[[Page], list[str]], url: str) -> None:
    page.goto(f"{url}{CALL}/puis-je-deposer")
    field = page.get_by_role("combobox", name="Où le projet se déroulera-t-il")
    options = page.locator(".place-list").get_by_role("option")
    field.press_sequentially("st naz")
    expect(options).to_have_count(1)
    expect(page.get_by_role("status").filter(has_text="Lieux proposés")).to_have_count(1)
    assert axe(page) == []
    field.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", "lieux-1-0")
    expect(options.first).to_have_attribute("aria-selected", "true")
    field.press("Enter")
    expect(field).to_have_value("Saint-Nazaire (44184)")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.fill("Nant")
    field.press("ArrowDown")
    expect(options.first).to_be_visible()
    field.press("Escape")
    expect(options).to_have_count(0)
    expect(field).to_have_value("Nant")


def test_the_menus_are_folded_on_a_phone_only(browser: Browser, url: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 800}, locale="fr-FR", java_script_enabled=False)
    page.goto(f"{url}/appels")
    expect(page.get_by_label("Mots cherchés")).to_be_visible()
    expect(page.get_by_label("Thème")).to_be_hidden()
    page.get_by_text("Filtrer : département").click()
    expect(page.get_by_label("Thème")).to_be_visible()
    page.goto(f"{url}/appels?departement=44")
    expect(page.get_by_label("Thème")).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{url}/appels")
    expect(page.get_by_label("Thème")).to_be_visible()
    expect(page.get_by_text("Filtrer : département")).to_be_hidden()
    page.close()
