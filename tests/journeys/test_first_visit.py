"""From a first visit to the receipt: an account, an organisation, each section, each piece, the signature."""

import re
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import expect

from forms.showing import shown
from grants.database import db
from grants.definitions.answers import Context
from grants.models import Application, Organisation, Receipt, Round
from grants.queries.completeness import sentences
from grants.rehearsal.answers import answers_to
from grants.rehearsal.filling import brief_of
from grants.values import clock
from notifications.relay import relay
from tests.journeys.portal import PAPER, answer_page
from tests.journeys.walk import Walk
from tests.support.browser import DESKTOP, PHONE
from tests.world import add_world

PASSWORD = "cerise lampe tunnel samedi"
SIRET = "000 900 019 00019"  # of the invented directory
LINK = re.compile(r"http://[^/\s]+(/\S+)")


@dataclass
class Evening(Walk):
    """A walk of today, by somebody whom nobody knows yet; every page is held to the same checks."""

    letters: list[Any] = field(default_factory=list)

    def __post_init__(self) -> None:
        """At the clock's own time."""

    def go(self, address: str) -> None:
        self.page.goto(self.url + address)

    def look(self) -> None:
        self.seen.append(self.address())
        assert self.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), self.address()

    def mail(self) -> str:
        """Where the link of the last mail leads."""
        with self.app.app_context():
            relay(self.letters.append)
            db.session.remove()
        return LINK.search(self.letters[-1].get_body(("plain",)).get_content())[1]


@pytest.fixture(params=[(DESKTOP, True), (PHONE, False)], ids=["desktop", "phone without scripts"])
def evening(request, app, browser, browser_context_args, live_url, enter, axe):
    with app.app_context():
        add_world()
        db.session.remove()
    size, scripts = request.param
    context = browser.new_context(**browser_context_args | {"viewport": size, "java_script_enabled": scripts})
    yield Evening(app, context.new_page(), live_url, enter, axe, None, has_scripts=scripts)
    context.close()


def test_from_a_first_visit_to_the_receipt(evening):
    find_the_call(evening)
    open_an_account(evening)
    make_the_organisation(evening)
    evening.press("Commencer un dossier")
    number = evening.address().rsplit("/", 1)[1]
    fill_in(evening, number)
    join_all(evening, number)
    deposit(evening, number)
    with evening.app.app_context():
        assert [each.application.number for each in db.session.query(Receipt)] == [number]
        assert db.session.query(Organisation).filter_by(siret="00090001900019").one().name.startswith("Les Lanternes")
        assert db.session.query(Round).one().state == "open"


def find_the_call(evening: Evening) -> None:
    evening.go("/appels")
    evening.follow("Crédits commissaire 2020")
    evening.follow("Commencer mon dossier")


def open_an_account(evening: Evening) -> None:
    page = evening.page
    evening.leave_by(page.get_by_role("main").get_by_role("link", name="Créer mon compte"))
    page.get_by_label("Prénom et nom").fill("Ana Roux")
    page.get_by_label("Adresse électronique").fill("ana@exemple.fr")
    page.get_by_label("Nouveau mot de passe").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Créer mon compte").click()
    page.get_by_text("Regardez votre courrier").first.wait_for()
    evening.go(evening.mail())
    confirm = page.get_by_role("main").locator("form button[type=submit]")
    if confirm.count():
        evening.leave_by(confirm.last)


def make_the_organisation(evening: Evening) -> None:
    page = evening.page
    assert evening.address().startswith("/organisations/nouvelle"), evening.address()
    page.locator("input[name=numero]").fill(SIRET)
    evening.leave_by(page.get_by_role("main").locator("form button[type=submit]").first)
    assert page.locator("input[name=name]").input_value() == "Les Lanternes de Sainte-Brume"
    evening.leave_by(page.get_by_role("main").locator("form[method=post] button[type=submit]").last)


def fill_in(evening: Evening, number: str) -> None:
    for key in [each.key for each in form_of(evening, number).sections]:
        answer_page(
            evening, f"/dossiers/{number}/formulaire/{key}", said(evening, number), "Enregistrer et revenir au dossier"
        )


def form_of(evening: Evening, number: str) -> Any:
    with evening.app.app_context():
        file = db.session.query(Application).filter_by(number=number).one()
        return file.file.form_of(file.stage_key)


def said(evening: Evening, number: str) -> dict[str, Any]:
    """What a careful person types at each question."""
    with evening.app.app_context():
        file = db.session.query(Application).filter_by(number=number).one()
        form = file.file.form_of(file.stage_key)
        answers = answers_to(brief_of(file, day=clock.today()), form)
        context = Context.of(file.file, form, answers)
        return {each.key: shown(each, answers[each.key], context) for each in form.questions if each.key in answers}


def join_all(evening: Evening, number: str) -> None:
    """Each piece that is asked, one after the other."""
    evening.go(f"/dossiers/{number}/pieces")
    for key in evening.page.locator("section.piece").evaluate_all("all => all.map(each => each.id)"):
        place = evening.page.locator(f"#{key}")
        place.locator("input[type=file]").first.set_input_files([PAPER])
        if not evening.has_scripts:
            evening.leave_by(place.get_by_role("button", name="Joindre ce fichier"))
        evening.page.locator(f"#{key}").get_by_text("Jointe", exact=True).wait_for()


def deposit(evening: Evening, number: str) -> None:
    with evening.app.app_context():
        assert sentences(db.session.query(Application).filter_by(number=number).one()) == []
    evening.go(f"/dossiers/{number}")
    evening.leave_by(evening.page.get_by_role("link", name="Relire et déposer"))
    for box in evening.page.locator("main form input[type=checkbox]").all():
        box.check()
    evening.page.get_by_label("Votre mot de passe").fill(PASSWORD)
    evening.press("Déposer mon dossier")
    expect(evening.page.get_by_role("heading", name="Votre dossier est déposé")).to_be_visible()
