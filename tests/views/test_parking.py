"""A form sent after its session or its token has ended: nothing typed is lost, nothing is saved silently."""

import re

import pytest
from sqlalchemy import select

from grants.database import db
from grants.models import Answer, Application, Message, ParkedForm, User
from grants.services import users
from grants.values import passwords
from tests.support.web import sign_in
from tests.world import add_file, add_world

SECTION = "request"
GOOD = "cerise lampe tunnel samedi"
TEXT = "Une épicerie « solidaire » & <roulante>, trois pages écrites le soir."
HIDDEN = re.compile(r'name="(version|csrf_token|asked)"[^>]*value="([^"]*)"', re.DOTALL)


@pytest.fixture
def site(make_app, database_url):
    return make_app(DATABASE_URL=database_url)


@pytest.fixture
def file(site):
    with site.app_context():
        world = add_world()
        number = db.session.get_one(Application, add_file(world)).number
        for name in ("applicant", "representative"):
            db.session.get_one(User, world[name]).password_hash = passwords.hashed(GOOD)
        db.session.commit()
        db.session.remove()
    return f"/dossiers/{number}/formulaire/{SECTION}"


def hidden(page):
    return dict(HIDDEN.findall(page.text))


def enter(client, email="applicant@guichet.example", address="/connexion"):
    typed = hidden(client.get(address)) | {"email": email, "password": GOOD}
    return client.post(address, data=typed)


def rows(site, model):
    with site.app_context():
        found = db.session.scalars(select(model)).all()
        db.session.expunge_all()
        db.session.remove()
    return found


def lose_session(site, email="applicant@guichet.example"):
    """Closed from elsewhere, or too old: the cookie is still there."""
    with site.app_context():
        db.session.scalars(select(User).filter_by(email=email)).one().session_epoch += 1
        db.session.commit()
        db.session.remove()


def typed_on(client, path):
    page = client.get(path)
    assert page.status_code == 200
    question = re.search(r'<textarea[^>]*name="(q_[a-z_]+)"', page.text)[1]
    return question, hidden(page) | {question: TEXT}


def test_what_was_typed_comes_back_after_signing_in_and_waits_for_a_press(site, file):
    client = site.test_client()
    enter(client)
    question, typed = typed_on(client, file)
    lose_session(site)
    lost = client.post(file, data=typed)
    assert lost.status_code == 303
    assert "/connexion?next=" in lost.headers["Location"]
    assert "Ce que vous aviez écrit est gardé" in client.get(lost.headers["Location"]).text
    back = enter(client, address=lost.headers["Location"])
    assert back.headers["Location"].startswith(file)
    page = client.get(back.headers["Location"])
    assert "Une épicerie « solidaire » &amp; &lt;roulante&gt;" in page.text.replace("\u00a0", " ").replace(
        "\u202f", " "
    )
    assert "Rien n’est encore enregistré" in page.text.replace("\u00a0", " ")
    assert rows(site, Answer) == [], "nothing is saved before the person presses again"
    again = client.post(file, data=typed | hidden(page))
    assert again.status_code == 303
    assert [row.values[question.removeprefix("q_")] for row in rows(site, Answer)] == [TEXT]
    assert rows(site, ParkedForm) == []


def test_somebody_else_who_signs_in_there_finds_nothing(site, file):
    client = site.test_client()
    enter(client)
    _question, typed = typed_on(client, file)
    lose_session(site)
    lost = client.post(file, data=typed)
    back = enter(client, "representative@guichet.example", lost.headers["Location"])
    page = client.get(back.headers["Location"])
    assert page.status_code == 200, "a member of the same organisation reads the file, not what was being typed"
    assert "roulante" not in page.text
    assert len(rows(site, ParkedForm)) == 1, "it waits for its writer"


def test_a_browser_that_was_closed_is_known_by_its_device(site, file):
    client = site.test_client()
    enter(client)
    _question, typed = typed_on(client, file)
    client.delete_cookie("session")
    lost = client.post(file, data=typed)
    assert "/connexion?next=" in lost.headers["Location"]
    back = enter(client, address=lost.headers["Location"])
    assert "roulante" in client.get(back.headers["Location"]).text


def test_a_new_organisation_comes_back_with_where_the_person_was_going(site, file):
    client, address = site.test_client(), "/organisations/nouvelle?sans-siret=1&next=/appels"
    enter(client)
    typed = hidden(client.get(address)) | {"name": "Amis du Layon", "legal_nature": "foundation"}
    lose_session(site)
    back = enter(client, address=client.post(address, data=typed).headers["Location"]).headers["Location"]
    page = client.get(back)
    assert 'value="Amis du Layon"' in page.text
    assert '<option selected value="foundation">' in page.text
    assert client.post(back, data=typed | hidden(page)).headers["Location"] == "/appels"


def test_nobody_known_gets_the_text_back_at_once(site, file):
    page = site.test_client().post(file, data={"q_summary": TEXT, "csrf_token": "vieux", "password": "secret-tapé"})
    assert page.status_code in (400, 401)
    assert "&lt;roulante&gt;" in page.text
    assert "secret-tapé" not in page.text
    assert rows(site, ParkedForm) == []


def test_a_token_too_old_gives_the_form_back_filled_in(site, file):
    client = site.test_client()
    enter(client)
    _question, typed = typed_on(client, file)
    old = client.post(file, data=typed | {"csrf_token": typed["csrf_token"][:-4] + "AAAA"})
    assert old.status_code == 303
    page = client.get(old.headers["Location"])
    assert "roulante" in page.text
    assert client.post(file, data=typed | hidden(page)).status_code == 303
    assert len(rows(site, Answer)) == 1


def test_another_site_fills_nothing_in(site, file):
    client = site.test_client()
    enter(client)
    _question, typed = typed_on(client, file)
    bad = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    answer = client.post(file, data=typed | {"csrf_token": "faux"}, headers=bad)
    assert answer.status_code == 400
    assert "roulante" not in answer.text
    assert rows(site, ParkedForm) == []


def test_passwords_and_codes_are_never_kept(site):
    with site.app_context():
        users.create("ana@exemple.fr", "Ana", GOOD)
        db.session.remove()
    client = site.test_client()
    enter(client, "ana@exemple.fr")
    typed = hidden(client.get("/compte/mot-de-passe"))
    lose_session(site, "ana@exemple.fr")
    client.post("/compte/mot-de-passe", data=typed | {"new_password": "secret-tapé", "proof_password": GOOD})
    assert [row.fields for row in rows(site, ParkedForm)] == [[]]


def test_a_message_typed_in_the_middle_of_nowhere_is_not_sent_twice(site, file):
    """The helper's session, then none: the page of a POST comes back by its own address."""
    path = file.partition("/formulaire")[0] + "/messages"
    client = sign_in(site, next(each.id for each in rows(site, User) if each.email.startswith("applicant@")))
    typed = hidden(client.get(path)) | {"body": TEXT}
    lose_session(site)
    lost = client.post(path, data=typed)
    assert lost.status_code == 303
    back = enter(client, address=lost.headers["Location"])
    assert "roulante" in client.get(back.headers["Location"]).text
    assert rows(site, Message) == []
