"""Three people score one file blind: one gives a mark, one abstains, one is recused late; then the report is read."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import update

from grants.database import db
from grants.models import Application, Appointment, Organisation
from grants.values.money import Money
from tests.support.browser import leave_by
from tests.support.instruction import add_complete_file, add_person, add_review
from tests.views.test_blind import blind
from tests.world import World, add_file, add_world, call_file
from workflows.roles import Role

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)]
Enter = Callable[[BrowserContext, int], None]
FILE, SCORE, WHOSE = "/instruction/CC20-0001", "/dossiers/CC20-0001/noter", "Les Passerelles du Layon"


@pytest.fixture
def world(app: Flask, monkeypatch: pytest.MonkeyPatch) -> World:
    """A blind call: one file to score, and nine that the same three people have scored."""
    monkeypatch.setattr("tests.world.call_file", lambda key: blind(call_file(key)))
    with app.app_context():
        world = add_world(is_open=False)
        file_id = add_complete_file(world, "under_review", recommended_amount=Money.of(18_000))
        for name in ("second", "third"):
            world.people[name] = add_person(name)
            db.session.add(Appointment(user_id=world[name], role=Role.REVIEWER))
        readers = {"reviewer": -0.6, "second": 0.2, "third": 0.5}
        for name in readers:
            add_review(world, file_id, world[name])
        for rank in range(2, 11):
            other = add_file(world, "awaiting_committee", rank=rank, requested_amount=Money.of(45_000))
            for place, (name, lean) in enumerate(readers.items()):
                if rank % 4 != place:
                    total = min(5.0, 4.1 - 0.21 * rank + lean + 0.13 * ((rank * 7 + place * 3) % 5))
                    add_review(world, other, world[name], f"{total:.2f}")
        return world


def test_three_people_score_blind_and_the_report_is_read(
    app: Flask, world: World, page: Page, phone: Page, live_url: str, enter: Enter, axe: Callable[[Page], list[str]]
) -> None:
    def open_as(name: str, address: str, here: Page = page) -> None:
        """The page of this person, sound and within its width."""
        enter(here.context, world[name])
        here.goto(live_url + address)
        assert axe(here) == []
        assert here.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0

    def done(button: str, said: str) -> None:
        page.get_by_role("button", name=button, exact=True).click()
        expect(page.get_by_text(said).first).to_be_visible()

    open_as("reviewer", FILE)
    expect(page.get_by_text("Vous lisez ce dossier à l’aveugle")).to_be_visible()
    assert WHOSE not in page.content()
    open_as("reviewer", SCORE)
    page.get_by_label("4 · Bon").first.check()
    page.get_by_label("Votre avis d’ensemble").fill("Un projet utile, un budget à revoir.")
    expect(page.get_by_text("Brouillon enregistré à")).to_be_visible()  # by the script, at the first pause
    page.reload()
    expect(page.get_by_text("Ceci est un brouillon")).to_be_visible()
    expect(page.get_by_label("4 · Bon").first).to_be_checked()
    for mark in page.get_by_label("4 · Bon").all():
        mark.check()
    done("Noter ce dossier", "Votre note est donnée")

    open_as("second", SCORE, phone)
    open_as("second", SCORE)
    page.get_by_label("Votre avis d’ensemble").fill("Je connais trop mal ce public.")
    done("Enregistrer le brouillon", "Votre brouillon est enregistré")
    open_as("second", "/dossiers/CC20-0001/grilles")
    assert "Un projet utile" not in page.content()
    open_as("second", "/dossiers/CC20-0001/m-abstenir")
    page.get_by_label("Pourquoi vous abstenir").fill("Je connais trop mal ce public.")
    done("M’abstenir de noter", "Votre abstention est notée")

    open_as("third", SCORE)
    for mark in page.get_by_label("5 ·").all():
        mark.check()
    done("Noter ce dossier", "Votre note est donnée")
    open_as("third", "/dossiers/CC20-0001/grilles")
    assert "Un projet utile" in page.content()
    open_as("third", "/dossiers/CC20-0001/revoir-ma-note")
    page.get_by_label("4 · Bon").first.check()
    page.get_by_label("Pourquoi vous revoyez votre note").fill("Relu le budget.")
    done("Revoir ma note", "Votre note est revue")
    open_as("third", "/dossiers/CC20-0001/declarer-un-lien")
    page.get_by_label("Quel lien").fill("J’ai reconnu l’association : mon frère y travaille.")
    leave_by(page.get_by_role("button", name="Déclarer un lien d’intérêts", exact=True))
    page.goto(live_url + FILE)
    expect(page.get_by_text("Relu le budget.")).to_have_count(0)

    open_as("instructor", FILE)
    page.get_by_role("link", name="Prendre acte du déport").first.click()
    done("Prendre acte du déport", "déport")
    open_as("instructor", "/dossiers/CC20-0001/grilles")
    expect(page.get_by_text("s’est abstenu de noter").first).to_be_visible()
    expect(page.get_by_text("a déclaré un lien avec ce dossier")).to_be_visible()

    place = f"/vagues/{world.round_id}/robustesse"
    with app.app_context():
        db.session.execute(update(Organisation).values(name="=HYPERLINK(1)"))
        db.session.execute(
            update(Application).values(title="Un projet dont le titre est plutôt long, pour le téléphone")
        )
        db.session.commit()
    for here in (page, phone):
        open_as("secretary", place, here)
        expect(here.get_by_role("heading", name="Sévérité de chaque personne")).to_be_visible()
        expect(here.get_by_text("Une seule lecture, de Reviewer Fictif").first).to_be_visible()
    with phone.expect_download() as kept:
        phone.get_by_role("link", name="Tableur libre (.ods)").click()
    assert kept.value.suggested_filename.endswith(".ods")
