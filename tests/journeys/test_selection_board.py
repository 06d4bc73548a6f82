"""From the ranking to a ruling: a scenario, moves by key, a proposal, a comparison; then the act alone decides."""

import os
import re
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from sqlalchemy import select

from grants.database import db
from grants.jobs import solving
from grants.models import Application, Calculation, Place, Ruling, ScenarioLine
from grants.values.money import Money
from tests.support.browser import leave_by
from tests.views.test_boards import add_files
from tests.world import add_organisation, add_world, envelope

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)]
Enter = Callable[[BrowserContext, int], None]
NAMES = ["Roues Libres", "La Cantine des Voisins", "L’Atelier du Quai", "Toits Partagés", "Lire en Chemin"]


@pytest.fixture
def made(app: Flask) -> SimpleNamespace:
    """Five files of as many organisations, in two departments and three themes, for half of what they ask."""
    with app.app_context():
        world = add_world(is_open=False)
        envelope(world, "d49").amount, envelope(world, "d44").amount = Money.of(32_000), Money.of(16_000)
        files = add_files(world, range(1, 6))
        for rank, file_id in enumerate(files):
            file = db.session.get_one(Application, file_id)
            file.organisation_id = add_organisation(NAMES[rank], world["applicant"], world["representative"])
            file.department, file.theme = ("44", "housing") if rank % 2 else ("49", "digital" if rank else "food_aid")
        db.session.commit()
        return SimpleNamespace(world=world, files=files)


def shot(page: Page, name: str) -> None:
    """Kept when a folder is given: somebody looks at them."""
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def solve(app: Flask) -> None:
    """A worker comes by."""
    with app.app_context():
        waiting = db.session.scalars(select(Calculation.id).filter_by(finished_at=None)).all()
        assert [solving.run(each) for each in waiting] == [True] * len(waiting)
        db.session.remove()


def row_of(page: Page, name: str) -> Locator:
    return page.locator("tr[data-row]").filter(has_text=name)


def test_from_the_ranking_to_a_ruling(
    app: Flask, made: SimpleNamespace, page: Page, live_url: str, enter: Enter, axe: Callable[[Page], list[str]]
) -> None:
    enter(page.context, made.world["authority"])
    page.goto(f"{live_url}/selection/1")
    assert axe(page) == []
    shot(page, "ranking")
    page.get_by_role("link", name="Nouveau scénario").click()
    page.get_by_label("Nom du scénario").fill("Ordre du comité")
    assert axe(page) == []
    page.get_by_role("button", name="Commencer un scénario").click()
    expect(page.get_by_role("heading", name="Ordre du comité")).to_be_visible()
    assert axe(page) == []
    shot(page, "scenario")

    # By key alone: from the first row down to the second, on the reserve list; an amount on the first.
    row_of(page, NAMES[0]).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("l")
    expect(page.locator("[data-said]")).to_contain_text(f"{NAMES[1]}, Liste complémentaire")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("m")
    page.keyboard.type("7 500")
    page.keyboard.press("Tab")
    expect(page.locator("[data-said]")).to_contain_text(f"{NAMES[0]}, Retenir")
    expect(page.locator("#enveloppes")).to_contain_text("scénario 27")
    expect(row_of(page, NAMES[0]).get_by_role("link", name="Retenir pour 7")).to_be_visible()
    with app.app_context():
        kept = {each.application_id: (each.place, each.amount) for each in db.session.scalars(select(ScenarioLine))}
        assert kept[made.files[1]] == (Place.RESERVE, None)
        assert kept[made.files[0]] == (Place.IN, Money.of(7_500))
        db.session.remove()

    # By drag: the places show while a row is held.
    row_of(page, NAMES[3]).locator("td").first.hover()
    page.mouse.down()
    page.mouse.move(600, 500, steps=4)
    zone = page.locator("[data-drop] [data-place=out]")
    expect(zone).to_be_visible()
    zone.hover()
    zone.hover()
    page.mouse.up()
    expect(page.locator("[data-said]")).to_contain_text(f"{NAMES[3]}, Ne pas retenir")

    leave_by(page.get_by_role("link", name="Ajouter une règle"))
    assert axe(page) == []
    page.get_by_role("link", name="Un plancher pour un département").click()
    page.get_by_label("Montant, en euros").fill("15 000")
    page.get_by_label("Département").select_option("44")
    assert axe(page) == []
    shot(page, "rule")
    page.get_by_role("button", name="Ajouter un plancher").click()
    expect(page.get_by_text(re.compile(r"15\s000,00\s€ au moins pour le département 44")).first).to_be_visible()

    page.get_by_role("link", name="Dupliquer").click()
    page.get_by_label("Nom du scénario").fill("Proposition du calcul")
    page.get_by_role("button", name="Dupliquer le scénario").click()
    page.get_by_role("link", name="Demander une proposition au calcul").click()
    page.get_by_label("0 : la meilleure sélection").check()
    assert axe(page) == []
    shot(page, "propose")
    page.get_by_role("button", name="Demander une proposition au calcul").click()
    expect(page.get_by_text("Votre demande attend son tour")).to_be_visible()
    assert axe(page) == []
    shot(page, "waiting")
    solve(app)
    expect(page.get_by_text("impossible parce que")).to_be_visible()  # the page looks by itself
    expect(page.get_by_text("Vous avez écarté « Toits Partagés »")).to_be_visible()
    assert axe(page) == []
    shot(page, "impossible")
    page.get_by_role("link", name="Demander de nouveau").click()
    page.get_by_label("Garder ce que j’ai placé à la main").uncheck()
    leave_by(page.get_by_role("button", name="Demander une proposition au calcul"))
    solve(app)
    expect(page.get_by_text("la meilleure sélection, prouvée")).to_be_visible()
    assert axe(page) == []
    shot(page, "proposal")
    page.get_by_role("button", name="Reprendre cette proposition").click()
    expect(page.get_by_text("est reprise dans le scénario")).to_be_visible()

    row_of(page, NAMES[4]).get_by_role("link", name="Pourquoi ?").click()
    leave_by(page.get_by_role("button", name="Demander pourquoi"))
    solve(app)
    expect(page.get_by_text("Ce qui devrait changer")).to_be_visible()
    assert axe(page) == []
    shot(page, "why")

    page.goto(f"{live_url}/selection/1/comparer")
    expect(page.get_by_role("columnheader", name="Ordre du comité").first).to_be_visible()
    assert axe(page) == []
    shot(page, "compare")

    page.goto(f"{live_url}/scenarios/1")
    row_of(page, NAMES[0]).get_by_role("link", name="Retenir pour 7").click()
    expect(page.get_by_label("Montant retenu, en euros")).to_have_value("7\u202f500,00")
    page.get_by_label("Motif, si le montant diffère").fill("Un an au lieu de deux.")
    page.get_by_role("button", name="Retenir pour 7").click()
    expect(page.get_by_text("La décision est enregistrée").first).to_be_visible()
    with app.app_context():
        (ruling,) = db.session.scalars(select(Ruling)).all()
        assert (ruling.application_id, ruling.amount) == (made.files[0], Money.of(7_500))


def test_the_board_is_cards_on_a_phone(
    app: Flask, made: SimpleNamespace, phone: Page, live_url: str, enter: Enter, axe: Callable[[Page], list[str]]
) -> None:
    enter(phone.context, made.world["authority"])
    phone.goto(f"{live_url}/selection/1/nouveau-scenario")
    phone.get_by_label("Nom du scénario").fill("Sur le quai")
    leave_by(phone.get_by_role("button", name="Commencer un scénario"))
    for address in (
        "/selection/1",
        "/scenarios/1",
        "/selection/1/comparer",
        "/scenarios/1/regles",
        "/scenarios/1/proposition",
    ):
        phone.goto(live_url + address)
        assert axe(phone) == []
        assert phone.evaluate("document.documentElement.scrollWidth") <= 360, address
        shot(phone, "phone" + address.replace("/", "-"))
    phone.goto(f"{live_url}/scenarios/1")
    row_of(phone, NAMES[2]).get_by_role("combobox").select_option("out")
    expect(phone.locator("[data-said]")).to_contain_text(f"{NAMES[2]}, Ne pas retenir")


def test_without_a_script_the_same_form_saves_the_whole_board(
    app: Flask, made: SimpleNamespace, browser: Browser, live_url: str, enter: Enter
) -> None:
    context = browser.new_context(locale="fr-FR", java_script_enabled=False)
    enter(context, made.world["authority"])
    page = context.new_page()
    page.goto(f"{live_url}/selection/1/nouveau-scenario")
    page.get_by_label("Nom du scénario").fill("À la main")
    page.get_by_role("button", name="Commencer un scénario").click()
    page.get_by_label(f"Place de {NAMES[2]}").select_option("reserve")
    page.get_by_label(f"Montant pour {NAMES[0]}").fill("9 000")
    shot(page, "without-script")
    page.get_by_role("button", name="Enregistrer le scénario").click()
    expect(page.get_by_text("Le scénario est enregistré")).to_be_visible()
    expect(page.get_by_label(f"Place de {NAMES[2]}")).to_have_value("reserve")
    page.get_by_role("link", name="Demander une proposition au calcul").click()
    page.get_by_role("button", name="Demander une proposition au calcul").click()
    expect(page.get_by_text("Votre demande attend son tour")).to_be_visible()
    solve(app)
    page.get_by_role("link", name="Actualiser").click()
    expect(page.get_by_text("retenus pour")).to_be_visible()
    context.close()
