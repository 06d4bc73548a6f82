"""The pages of accounts, seen: no fault that axe finds, no sideways scroll, a device's key from end to end."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from grants.database import db
from grants.models import Passkey
from grants.services import users
from tests.support.browser import leave_by
from workflows.roles import Role

PASSWORD = "cerise lampe tunnel samedi"
PUBLIC = ["/connexion", "/inscription", "/mot-de-passe-oublie", "/courriel-envoye", "/mot-de-passe/mort"]
OWN = ["/compte", "/compte/profil", "/compte/securite", "/compte/adresse", "/compte/mot-de-passe", "/compte/supprimer",
       "/compte/second-facteur/application", "/compte/second-facteur/cle"]  # fmt: skip

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture(params=["neutral", "dsfr"])
def app(request, make_app, database_url):
    app = make_app(DATABASE_URL=database_url, THEME=request.param)
    with app.app_context():
        users.create("ana@exemple.fr", "Ana Roux", PASSWORD)
        users.create("chef@exemple.fr", "Chef Roux", PASSWORD, roles=(Role.INSTRUCTOR,))
        db.session.remove()
    return app


def sign_in(page, url, email="ana@exemple.fr"):
    page.goto(f"{url}/connexion")
    page.get_by_label("Adresse électronique").fill(email)
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    leave_by(page.get_by_role("main").get_by_role("button", name="Se connecter"))


def look(page, axe, name):
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name


@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 360])
def test_every_page_is_sound(app, page, live_url, axe, width):
    page.set_viewport_size({"width": width, "height": 800})
    for path in PUBLIC:
        page.goto(live_url + path)
        look(page, axe, path)
    page.goto(live_url + "/inscription")
    leave_by(page.get_by_role("main").get_by_role("button", name="Créer mon compte"))
    look(page, axe, "inscription-erreurs")
    sign_in(page, live_url)
    for path in OWN:
        page.goto(live_url + path)
        look(page, axe, path)
    page.context.clear_cookies()
    sign_in(page, live_url, "chef@exemple.fr")
    look(page, axe, "connexion-second-facteur")


def test_a_devices_key_is_added_then_asked(app, page, live_url):
    if app.config["THEME"] == "dsfr":
        pytest.skip("the same script in both looks")
    url = live_url.replace("127.0.0.1", "localhost")  # a key is bound to a name, never to a number
    app.config["BASE_URL"] = url
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
           "isUserVerified": True, "automaticPresenceSimulation": True}  # fmt: skip
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": key})
    sign_in(page, url)
    page.goto(f"{url}/compte/second-facteur/cle")
    page.get_by_label("Nom de cet appareil").fill("mon téléphone")
    page.get_by_label("Votre mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Ajouter cette clé").click()
    expect(page.get_by_role("heading", name="Vos codes de secours", level=1)).to_be_visible()
    with app.app_context():
        assert db.session.scalars(select(Passkey.label)).all() == ["mon téléphone"]
        db.session.remove()
    page.context.clear_cookies()
    sign_in(page, url)
    expect(page.get_by_role("heading", name="Votre second facteur")).to_be_visible()
    page.get_by_role("button", name="Utiliser la clé de cet appareil").click()
    page.wait_for_url("**/mes-dossiers")
    page.goto(f"{url}/compte/second-facteur/codes")
    page.get_by_label("Votre mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Prouver par la clé de cet appareil").click()
    expect(page.get_by_role("heading", name="Vos codes de secours", level=1)).to_be_visible()
    page.goto(f"{url}/compte/second-facteur/codes")
    page.get_by_label("Votre mot de passe").fill("pas le bon")
    page.get_by_role("button", name="Prouver par la clé de cet appareil").click()
    expect(page.get_by_role("alert").filter(has_text="n’est pas le bon").first).to_be_visible()
