"""What a browser may send by mistake or by malice: an old page, a button pressed twice, no token, other ids."""

import re

import pytest
from sqlalchemy import func, select

from grants.database import db
from grants.models import Answer, Application, Charge, Message, Payment, Ruling, User
from grants.services import users
from tests.support.web import sign_in

HIDDEN = re.compile(r'name="(version|csrf_token)"[^>]*value="([^"]*)"')
NASTY = """<script>alert("x")</script>'; DROP TABLE application; -- {{ 7*7 }} <img src=x onerror=alert(1)>"""


def hidden(page) -> dict[str, str]:
    return dict(HIDDEN.findall(page.text))


def count(app, model) -> int:
    with app.app_context():
        found = db.session.scalar(select(func.count()).select_from(model))
        db.session.remove()
        return found or 0


@pytest.fixture
def award(town) -> str:
    return f"/dossiers/{town.numbers['recommended']}/retenir"


def test_an_old_page_gets_409_and_keeps_what_was_typed(site, town, award):
    client = sign_in(site, town.world["prefect"])
    page, before = client.get(award), count(site, Charge)
    with site.app_context():
        file = db.session.scalar(select(Application).filter_by(number=town.numbers["recommended"]))
        file.title = "Changé entre-temps"
        db.session.commit()
        db.session.remove()
    typed = hidden(page) | {"amount": "12 345,67", "reason": "Le poste communication est trop haut."}
    answer = client.post(award, data=typed)
    assert answer.status_code == 409
    assert "12 345,67" in answer.text
    assert "Le poste communication est trop haut." in answer.text
    assert count(site, Charge) == before
    again = client.post(award, data=typed | hidden(answer))
    assert again.status_code == 303


def test_a_button_pressed_twice_acts_once(site, town, award):
    client = sign_in(site, town.world["prefect"])
    before = count(site, Ruling)
    data = hidden(client.get(award)) | {"amount": "18 000,00"}
    first, second = client.post(award, data=data), client.post(award, data=data)
    assert first.status_code == 303
    assert second.status_code in (303, 403, 409, 422)
    assert count(site, Ruling) == before + 1


def test_a_form_without_its_token_does_nothing(make_app, database_url, town, award):
    app = make_app(DATABASE_URL=database_url)
    client = sign_in(app, town.world["prefect"])
    before = count(app, Ruling)
    answer = client.post(award, data={"version": hidden(client.get(award))["version"], "amount": "18 000,00"})
    assert answer.status_code in (400, 422)
    assert "<html" in answer.text
    assert count(app, Ruling) == before


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)"]
)
def test_signing_in_never_leads_elsewhere(site, address):
    with site.app_context():
        users.create("ana@guichet.example", "Ana", "une phrase de passe assez longue")
        db.session.remove()
    typed = {"email": "ana@guichet.example", "password": "une phrase de passe assez longue"}
    answer = site.test_client().post("/connexion", query_string={"next": address}, data=typed)
    assert answer.status_code == 303
    assert "evil" not in answer.headers["Location"]
    assert "javascript" not in answer.headers["Location"]


def test_a_disabled_account_is_out_at_once(site, town):
    client = sign_in(site, town.world["instructor"])
    assert client.get("/instruction").status_code == 200
    with site.app_context():
        db.session.get_one(User, town.world["instructor"]).is_enabled = False
        db.session.commit()
        db.session.remove()
    assert client.get("/instruction").status_code in (302, 401)


@pytest.mark.parametrize(
    ("person", "path"),
    [
        ("rival", "versements/{payment}/demander"),
        ("rival_representative", "conventions/{agreement}"),
        ("rival", "reversements/{recovery}/observations"),
        ("rival", "comptes-rendus/{report}/commencer"),
        ("rival", "lettres/{held_letter}.pdf"),
        ("rival", "recours/{appeal}"),
    ],
)
def test_another_files_ids_under_ones_own_number_are_unknown(site, town, person, path):
    address = f"/dossiers/{town.numbers['rival']}/{path.format(**town.ids)}"
    client = sign_in(site, town.world[person])
    assert client.get(address).status_code == 404
    before = count(site, Payment)
    assert client.post(address, data={"version": "1"}).status_code in (404, 405)
    assert count(site, Payment) == before


def test_a_letter_that_waits_for_the_publication_is_unknown_to_the_applicant(site, town):
    address = f"/dossiers/{town.numbers['unpublished']}/lettres/{town.ids['held_letter']}.pdf"
    assert sign_in(site, town.world["applicant"]).get(address).status_code == 404
    page = sign_in(site, town.world["applicant"]).get(f"/dossiers/{town.numbers['unpublished']}").text
    assert "Décision à venir" in page


def test_what_is_typed_is_shown_as_typed(site, town):
    """Messages, answers and names are text wherever they are read."""
    number = town.numbers["submitted"]
    client = sign_in(site, town.world["applicant"])
    address = f"/dossiers/{number}/messages"
    before = count(site, Message)
    client.post(address, data=hidden(client.get(address)) | {"body": NASTY})
    assert count(site, Message) == before + 1
    with site.app_context():
        db.session.get_one(Application, town.ids["submitted"]).title = NASTY
        for row in db.session.scalars(select(Answer).filter_by(application_id=town.ids["submitted"])):
            row.values = {key: NASTY if isinstance(value, str) else value for key, value in row.values.items()}
        db.session.commit()
        db.session.remove()
    pages = [address, f"/dossiers/{number}", "/mes-dossiers", f"/dossiers/{number}/historique"]
    staff = [address, f"/instruction/{number}", "/instruction"]
    for name, asked in (("applicant", pages), ("instructor", staff)):
        for page in asked:
            answer = sign_in(site, town.world[name]).get(page)
            assert answer.status_code == 200, page
            assert "<script>alert" not in answer.text, page
            assert "<img src=x" not in answer.text, page
            assert " 49 " not in answer.text or "{{ 7*7 }}" in answer.text, page
    assert count(site, Application) > 5
