"""An instructor, two readers, a secretary and a president take one file from its deposit to signed minutes."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import select

from grants.database import db
from grants.models import Application, Appointment, Check, Meeting
from grants.values import clock
from tests.support.browser import leave_by
from tests.support.instruction import add_complete_file, add_person, committee
from tests.world import PASSWORD, World, add_world
from workflows.roles import Role

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
Enter = Callable[[BrowserContext, int], None]
FILE = "/instruction/CC20-0001"


@pytest.fixture
def world(app: Flask) -> World:
    """One file handed in, whose two checks passed; a second reader."""
    with app.app_context():
        world = add_world(is_open=False)
        file_id = add_complete_file(world)
        for kind in ("completeness", "eligibility"):
            db.session.add(Check(application_id=file_id, kind=kind, is_passed=True, findings=[],
                                 checked_at=clock.now(), checked_by_id=world["instructor"]))  # fmt: skip
        world.people["second"] = add_person("seconde")
        db.session.add(Appointment(user_id=world["second"], role=Role.REVIEWER))
        db.session.commit()
        committee(world)
        return world


def test_a_file_goes_from_the_desk_to_signed_minutes(
    app: Flask, world: World, page: Page, live_url: str, enter: Enter, axe: Callable[[Page], list[str]]
) -> None:
    def act(name: str, link: str, address: str = FILE) -> None:
        """As this person, follow a link of a page; the page of the act is sound."""
        enter(page.context, world[name])
        page.goto(live_url + address)
        assert axe(page) == []
        leave_by(page.get_by_role("link", name=link, exact=True).first)
        assert axe(page) == []

    def done(button: str, said: str) -> None:
        page.get_by_role("button", name=button, exact=True).click()
        expect(page.get_by_text(said).first).to_be_visible()
        assert axe(page) == []

    act("instructor", "Commencer l’instruction")
    done("Commencer l’instruction", "L’instruction commence")
    act("instructor", "Confier la notation")
    page.get_by_label("Reviewer Fictif").check()
    page.get_by_label("Seconde Fictif").check()
    done("Confier la notation", "La notation est confiée")
    for name in ("reviewer", "second"):
        act(name, "Noter ce dossier")
        for mark in page.get_by_label("4 · Bon").all():
            mark.check()
        assert "4,00" in page.locator("[data-score]").inner_text()
        done("Noter ce dossier", "Votre note est donnée")
    act("instructor", "Mettre à l’ordre du jour")
    done("Mettre à l’ordre du jour", "Le dossier attend le comité")
    act("secretary", "Convoquer une séance", "/comites")
    page.get_by_label("Lieu").fill("salle Erdre")
    expect(page.get_by_label("Quorum")).to_have_value("7")
    page.get_by_label("Commissioner Fictif").select_option("concerned_person")
    done("Convoquer une séance", "La séance est convoquée")
    act("secretary", "Noter les présences", "/comites/1")
    for each in page.get_by_role("combobox").all():
        each.select_option("present")
    done("Noter les présences", "Les présences sont notées")
    act("secretary", "Ouvrir la séance", "/comites/1")
    done("Ouvrir la séance", "La séance est ouverte")
    act("committee_member", "Voter", "/comites/1/dossiers/CC20-0001")
    page.get_by_label("Pour", exact=True).check()
    done("Voter", "Votre vote est noté")
    act("secretary", "Les Passerelles du Layon", "/comites/1")
    page.get_by_text("Avis favorable").click()
    done("Noter l’avis du comité", "L’avis du comité est noté")
    act("secretary", "Clore la séance", "/comites/1")
    done("Clore la séance", "La séance est close")
    act("secretary", "Rédiger le procès-verbal", "/comites/1")
    assert "avis favorable pour" in page.get_by_label("Procès-verbal").input_value()
    done("Rédiger le procès-verbal", "prêt à signer")
    for name in ("president", "secretary"):
        act(name, "Signer le procès-verbal", "/comites/1")
        page.get_by_label("Votre mot de passe").fill(PASSWORD)
        done("Signer le procès-verbal", "Votre signature est donnée")
    with app.app_context():
        assert db.session.scalars(select(Application.state)).one() == "recommended"
        assert db.session.scalars(select(Meeting.state)).one() == "signed"


def test_pages_fit_a_phone(world: World, phone: Page, live_url: str, enter: Enter) -> None:
    enter(phone.context, world["instructor"])
    for address in ("/instruction", FILE, "/dossiers/CC20-0001/demander-un-complement"):
        phone.goto(live_url + address)
        assert phone.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
