"""From the page of a call to the receipt, in a browser without JavaScript, on a phone's width."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from grants.database import db
from grants.models import Application, Round
from tests.support.answers import fill
from tests.support.browser import PHONE, leave_by
from tests.support.documents import paper
from tests.world import PASSWORD, add_world


@pytest.fixture
def world(app):
    with app.app_context():
        return add_world()


@pytest.fixture
def plain(browser, browser_context_args):
    """A phone that runs no script."""
    context = browser.new_context(**browser_context_args | {"viewport": PHONE, "java_script_enabled": False})
    yield context.new_page()
    context.close()


def test_from_the_call_to_the_receipt(app, world, live_url, enter, plain, tmp_path):
    plain.goto(f"{live_url}/")
    leave_by(plain.get_by_role("link", name="Crédits commissaire 2020"))
    enter(plain.context, world["applicant"])
    plain.get_by_role("link", name="Commencer mon dossier").click()
    plain.get_by_role("button", name="Commencer un dossier").click()
    expect(plain.get_by_text("Pas encore déposé", exact=True)).to_be_visible()
    plain.get_by_role("link", name="Votre demande en bref").click()
    plain.get_by_label("Titre du projet").fill("Le camion des démarches")
    plain.get_by_label("Montant demandé").fill("18 000")
    plain.get_by_label("Oui, un seul département").check()
    plain.get_by_role("button", name="Enregistrer et continuer").click()
    plain.get_by_label("Vendée").check()
    plain.get_by_role("button", name="Enregistrer et revenir au dossier").click()
    expect(plain.get_by_role("heading", name="Le camion des démarches")).to_be_visible()
    plain.get_by_role("link", name="Les pièces").click()
    letter = tmp_path / "rib.pdf"
    letter.write_bytes(paper())
    plain.locator("#bank_details input[type=file]").set_input_files(letter)
    plain.locator("#bank_details").get_by_role("button", name="Joindre ce fichier").click()
    expect(plain.get_by_text("est joint à votre dossier")).to_be_visible()
    with app.app_context():
        fill(world["applicant"], db.session.scalars(select(Application.id)).one())
        assert db.session.scalars(select(Round)).one().state == "open"
    plain.goto(f"{live_url}/dossiers/CC20-0001/deposer")
    plain.get_by_role("link", name="Demander la signature").click()
    plain.get_by_role("button", name="Demander la signature").click()
    expect(plain.get_by_text("La demande de signature est partie")).to_be_visible()
    enter(plain.context, world["representative"])
    plain.goto(f"{live_url}/dossiers/CC20-0001")
    leave_by(plain.get_by_role("link", name="Relire et déposer mon dossier"))
    for box in plain.locator("main form input[type=checkbox]").all():
        box.check()
    plain.get_by_label("Votre mot de passe").fill(PASSWORD)
    plain.get_by_role("button", name="Déposer mon dossier").click()
    expect(plain.get_by_role("heading", name="Votre dossier est déposé")).to_be_visible()
    plain.get_by_role("link", name="vérifier ce récépissé").click()
    expect(plain.get_by_role("heading", name="Ce récépissé est authentique")).to_be_visible()


def test_axe_finds_nothing_on_the_pages_of_a_draft(app, world, live_url, enter, page, axe):
    from grants.services import applications

    with app.app_context():
        applications.start(world["applicant"], world.round_id, organisation_id=world.organisation_id)
    enter(page.context, world["applicant"])
    here = "/dossiers/CC20-0001"
    for address in ("/", "/appels", "/mes-dossiers", "/compte", here, f"{here}/formulaire/request?verifier=tout",
                    f"{here}/formulaire/budget", f"{here}/pieces", f"{here}/deposer"):  # fmt: skip
        page.goto(live_url + address)
        assert axe(page) == [], address
