"""Every page of the style guide in a real browser, both themes, desktop and phone: axe, width, console."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

PAGES = ["", "/formulaire", "/acte/200", "/acte/422", "/acte/409", "/confirmation", "/dossier", "/accueil", "/seance"]
PAGES += ["/erreur/403", "/erreur/500"]


def visited(page: Page, url: str) -> tuple[int, list[str]]:
    """How far the page overflows sideways, in pixels, and what its console says."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(url)
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"), said


@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_and_nothing_overflows(
    browser: Browser, axe: Callable[[Page], list[str]], address: Callable[[str], str], theme: str, width: int
) -> None:
    for path in PAGES:
        page = browser.new_page(viewport={"width": width, "height": 800}, locale="fr-FR")
        overflow, said = visited(page, f"{address(theme)}/demo/composants{path}")
        assert (path, overflow, said, axe(page)) == (path, 0, [], [])
        page.close()


def test_the_folded_menu_opens_without_a_script(
    phone: Page, axe: Callable[[Page], list[str]], address: Callable[[str], str], theme: str
) -> None:
    overflow, _ = visited(phone, f"{address(theme)}/demo/composants/dossier")
    assert not phone.get_by_role("link", name="Décisions").is_visible()
    phone.locator("summary").click()
    expect(phone.get_by_role("link", name="Décisions")).to_be_visible()
    leave = phone.get_by_role("button", name="Fermer ma session")
    leave.scroll_into_view_if_needed()
    expect(leave).to_be_in_viewport(ratio=1)
    assert (overflow, axe(phone)) == (0, [])


def test_the_summary_leads_to_the_question(page: Page, address: Callable[[str], str]) -> None:
    page.goto(f"{address('neutral')}/demo/composants/formulaire")
    page.get_by_role("link", name="Adresse électronique").click()
    assert page.url.endswith("#email")
    described = page.locator("#email").get_attribute("aria-describedby")
    assert page.locator(f"#{described}").inner_text().strip() == "Répondez à cette question."


def test_the_first_tab_stop_skips_to_the_content(page: Page, address: Callable[[str], str]) -> None:
    page.goto(f"{address('neutral')}/demo/composants/dossier")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"
