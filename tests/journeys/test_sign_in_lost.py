"""Sign-in lost in the middle of a form: the text is there again, and nothing was sent without a press."""

import pytest
from playwright.sync_api import Page, expect

from grants.database import db
from grants.models import Application, User
from grants.services import sign_ins
from grants.values import passwords
from tests.world import add_file, add_world

PASSWORD = "cerise lampe tunnel samedi"
TEXT = "Trois pages écrites le soir, pour une épicerie « solidaire » & roulante."

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def path(app):
    with app.app_context():
        world = add_world()
        number = db.session.get_one(Application, add_file(world)).number
        db.session.get_one(User, world["applicant"]).password_hash = passwords.hashed(PASSWORD)
        db.session.commit()
        db.session.remove()
    app.config["APPLICANT"] = world["applicant"]
    return f"/dossiers/{number}/messages"


def sign_in(page: Page) -> None:
    page.get_by_label("Adresse électronique").fill("applicant@guichet.example")
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Se connecter").click()


def walk(app, page: Page, url: str, path: str) -> None:
    page.goto(f"{url}/connexion?next={path}")
    sign_in(page)
    expect(page).to_have_url(f"{url}{path}")
    words = page.get_by_role("main").get_by_role("textbox")
    words.fill(TEXT)
    with app.app_context():
        sign_ins.end_others(app.config["APPLICANT"], but=None)
        db.session.remove()
    page.get_by_role("main").locator("form button[type=submit]").last.click()
    expect(page.get_by_role("alert")).to_contain_text("gardé")
    sign_in(page)
    expect(page.get_by_role("main").get_by_role("textbox")).to_have_value(TEXT)
    expect(page.get_by_role("status")).to_contain_text("Rien n’est encore enregistré")
    page.get_by_role("main").locator("form button[type=submit]").last.click()
    expect(page.get_by_role("main").get_by_text("roulante")).to_be_visible()


def test_on_a_desktop(app, page, live_url, path):
    walk(app, page, live_url, path)


def test_on_a_phone_without_scripts(app, browser, browser_context_args, live_url, path):
    small = {"viewport": {"width": 360, "height": 740}, "java_script_enabled": False}
    context = browser.new_context(**browser_context_args | small)
    walk(app, context.new_page(), live_url, path)
    context.close()
