"""An instructor asks; an expert without account answers from a phone by the link of the mail, and changes it."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect

from grants.database import db
from grants.models import Application
from notifications.relay import relay
from tests.support.instruction import add_complete_file
from tests.world import add_world

EMAIL = "expert@mairie.example"
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def mailed(app: Flask) -> str:
    """The path that the mail gives to the expert."""
    sent = []
    with app.app_context():
        relay(sent.append)
        db.session.remove()
    text = next(each.get_body(("plain",)).get_content() for each in sent if each["To"] == EMAIL)
    found = re.search(r"/avis/\S+", text)
    assert found
    return found[0]


@pytest.mark.slow
def test_an_expert_answers_by_the_link_from_a_phone(
    app: Flask, page: Page, phone: Page, live_url: str,
    enter: Callable[[BrowserContext, int], None], axe: Callable[[Page], list[str]],
) -> None:  # fmt: skip
    with app.app_context():
        world = add_world(is_open=False)
        number = db.session.get_one(Application, add_complete_file(world, "under_review")).number
        db.session.remove()
    enter(page.context, world["instructor"])
    page.goto(f"{live_url}/dossiers/{number}/demander-un-avis")
    page.get_by_label("Service consulté").select_option("other")
    page.get_by_label("Un autre service", exact=True).fill("Mairie de Cholet")
    page.get_by_label("Adresse électronique de la personne qui répond").fill(EMAIL)
    page.get_by_label("La question").fill("Ce projet est-il utile à la ville ?")
    page.get_by_role("button", name="Demander un avis").click()
    expect(page.get_by_text("L’avis est demandé")).to_be_visible()
    expect(page.get_by_text("Avis rendus ou déclinés : 0 sur 1.")).to_be_visible()

    phone.goto(f"{live_url}{mailed(app)}")
    expect(phone.get_by_role("heading", name="Votre avis, en une question")).to_be_visible()
    assert phone.evaluate(WIDE) <= 0
    assert axe(phone) == []
    phone.get_by_label("Favorable avec réserves").check()
    phone.get_by_role("button", name="Rendre mon avis").click()
    expect(phone.get_by_text("Dites pourquoi").first).to_be_visible()
    phone.get_by_label("Pourquoi", exact=True).fill("Utile, si le camion trouve où stationner.")
    phone.get_by_role("button", name="Rendre mon avis").click()
    expect(phone.get_by_text("Votre avis est rendu : Favorable avec réserves")).to_be_visible()
    phone.get_by_label("Favorable", exact=True).check()
    phone.get_by_role("button", name="Changer mon avis").click()
    expect(phone.get_by_text("Votre avis est rendu : Favorable", exact=True)).to_be_visible()
    assert phone.evaluate(WIDE) <= 0

    page.reload()
    expect(page.get_by_text("Avis rendus ou déclinés : 1 sur 1.")).to_be_visible()
    expect(page.get_by_text("Favorable avec réserves")).to_be_visible()
