"""Sessions are listed, closed, end by themselves, and are worth nothing without their row."""

import pytest
from sqlalchemy import func, select

from grants.database import db
from grants.models import AccountLink, OutboxItem, SignIn, User
from grants.values import clock
from tests.support.web import sign_in
from tests.views.accounts.people import MINUTE, add, enter, is_in
from workflows.roles import Role


def test_sessions_are_listed_in_plain_words_and_closed(site):
    id = add(site)
    here, there = site.test_client(), site.test_client()
    firefox = {"User-Agent": "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"}
    phone = {"User-Agent": "Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36"}
    enter(here, headers=firefox)
    enter(there, headers=phone)
    page = here.get("/compte/securite").text
    assert "Firefox sur Windows" in page
    assert "Chrome sur Android" in page
    assert "127.0.0.0/24" in page
    assert "127.0.0.1" not in page
    assert here.post("/compte/sessions/fermer-les-autres").status_code == 303
    assert is_in(here)
    assert not is_in(there)
    with site.app_context():
        assert db.session.scalar(select(func.count(SignIn.id)).filter_by(user_id=id, ended_at=None)) == 1
        db.session.remove()
    assert here.post("/deconnexion").status_code == 303
    with site.app_context():
        assert db.session.scalar(select(func.count(SignIn.id)).filter_by(user_id=id, ended_at=None)) == 0
        db.session.remove()


def test_nobody_closes_another_persons_session(site):
    add(site)
    victim, rival = site.test_client(), site.test_client()
    enter(victim)
    add(site, "bob@exemple.fr")
    enter(rival, "bob@exemple.fr")
    with site.app_context():
        target = db.session.scalar(select(SignIn.id).order_by(SignIn.id))
        db.session.remove()
    rival.post(f"/compte/sessions/{target}/fermer")
    assert is_in(victim)


def test_a_copied_cookie_is_worth_nothing_after_leaving(site):
    add(site)
    client, thief = site.test_client(), site.test_client()
    enter(client)
    thief.set_cookie("session", client.get_cookie("session").value)
    assert is_in(thief)
    client.post("/deconnexion")
    assert not is_in(thief)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("hours", "stays"), [(20, True), (25, False)])
def test_a_session_ends_when_it_is_left_alone(site, hours, stays):
    add(site)
    client = site.test_client()
    enter(client)
    with clock.stopped_at(clock.now() + hours * 60 * MINUTE):
        assert is_in(client) is stays


def test_a_new_device_is_told_by_mail_and_a_known_one_is_not(site, mails):
    add(site)
    client = site.test_client()
    enter(client)
    client.post("/deconnexion")
    enter(client)
    assert mails() == [], "the first device, then the same again"
    enter(site.test_client())
    [(to, subject, _path)] = mails()
    assert (to, subject) == ("ana@exemple.fr", "Guichet – connexion depuis un nouvel appareil")


def test_in_the_demonstration_nothing_is_asked(make_app, database_url):
    site = make_app({"WTF_CSRF_ENABLED": False}, DATABASE_URL=database_url, GUICHET_ENV="demo")
    id = add(site, roles=(Role.INSTRUCTOR,))
    with site.app_context():
        db.session.get_one(User, id).is_fictif = True
        db.session.commit()
        db.session.remove()
    client = site.test_client()
    assert client.post(f"/demo/entrer/{id}").status_code == 303
    page = client.get("/compte/securite")
    assert page.status_code == 200
    assert "Démonstration" in page.text
    assert "proof_password" not in client.get("/compte/mot-de-passe").text


def test_outside_tests_a_session_without_a_row_is_nobodys(make_app, database_url):
    site = make_app({"WTF_CSRF_ENABLED": False}, DATABASE_URL=database_url, GUICHET_ENV="development")
    assert not is_in(sign_in(site, add(site)))


def test_the_database_alone_opens_nothing(site):
    """No token stands in it: neither of a session, nor of a link, nor a recovery code."""
    add(site)
    client = site.test_client()
    enter(client)
    client.post("/mot-de-passe-oublie", data={"email": "ana@exemple.fr"})
    with client.session_transaction() as session:
        token = session["sign_in"]
    with site.app_context():
        assert token not in db.session.scalars(select(SignIn.digest)).all()
        assert db.session.scalar(select(func.count(AccountLink.id))) == 1
        assert all("token" not in data for data in db.session.scalars(select(OutboxItem.data)))
        db.session.remove()
