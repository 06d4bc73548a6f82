"""Accounts, as people open them, enter them, lose them and find them again."""

import re
from datetime import timedelta

import pyotp
import pytest
from sqlalchemy import func, select

from grants.database import db
from grants.models import AccountLink, Appointment, OutboxItem, SignIn, User
from grants.services import users
from grants.services.accounts import opening
from grants.values import clock
from notifications.relay import relay
from tests.support.web import sign_in
from workflows.roles import Role

GOOD, OTHER = "cerise lampe tunnel samedi", "brouette nuage piano mardi"
MINUTE = timedelta(minutes=1)
LINK = re.compile(r"http://localhost(?::8000)?(/\S+)")


@pytest.fixture
def site(make_app, database_url):
    return make_app({"WTF_CSRF_ENABLED": False}, DATABASE_URL=database_url)


@pytest.fixture
def mails(site):
    """What leaves when the relay runs: (address, subject, path of its link)."""

    def read():
        sent = []
        with site.app_context():
            relay(sent.append)
            db.session.remove()
        texts = [(each["To"], each["Subject"], each.get_body(("plain",)).get_content()) for each in sent]
        return [(to, subject, found[1] if (found := LINK.search(text)) else "") for to, subject, text in texts]

    return read


def add(site, email="ana@exemple.fr", *, password=GOOD, roles=()):
    with site.app_context():
        id = users.create(email, "Ana Roux", password, roles=roles)
        db.session.remove()
    return id


def enter(client, email="ana@exemple.fr", password=GOOD, **more):
    return client.post("/connexion", data={"email": email, "password": password}, **more)


def row(site, id):
    with site.app_context():
        user = db.session.get_one(User, id)
        db.session.expunge(user)
        db.session.remove()
    return user


def text(page):
    """The page without what is drawn at random for each."""
    return re.sub(r'nonce="[^"]*"', "", page.text)


def is_in(client):
    return client.get("/compte").status_code == 200


def sign_up(client, email="ana@exemple.fr", password=GOOD):
    data = {"name": "Ana Roux", "email": email, "new_password": password}
    return client.post("/inscription", data=data, follow_redirects=True)


def test_an_account_opens_by_the_link_of_its_mail(site, mails):
    client = site.test_client()
    assert "Regardez votre courrier" in sign_up(client).text
    [(to, subject, path)] = mails()
    assert (to, subject) == ("ana@exemple.fr", "Guichet – confirmez votre adresse")
    assert client.get(path).status_code == 200
    assert not is_in(client), "reading the page opens nothing"
    assert client.post(path).status_code == 303
    assert is_in(client)
    assert client.get(path).status_code == 404, "a link serves once"


def test_on_another_device_the_link_asks_for_the_password(site, mails):
    sign_up(site.test_client())
    path, elsewhere = mails()[0][2], site.test_client()
    assert elsewhere.post(path, data={"password": "pas celui-là"}).status_code == 422
    assert not is_in(elsewhere)
    assert elsewhere.post(path, data={"password": GOOD}).status_code == 303
    assert is_in(elsewhere)


def test_the_mail_leads_where_the_person_was_going(site, mails):
    data = {"name": "Ana Roux", "email": "ana@exemple.fr", "new_password": GOOD}
    site.test_client().post("/inscription?next=/invitations/abc", data=data)
    path, elsewhere = mails()[0][2], site.test_client()
    assert elsewhere.post(path, data={"password": GOOD}).headers["Location"] == "/invitations/abc"
    site.test_client().post("/inscription?next=//ailleurs.example", data=data | {"email": "bob@exemple.fr"})
    assert "next" not in mails()[0][2], "only a page of this site"


def test_two_links_pressed_at_the_same_instant_open_one_account(site, mails, monkeypatch):
    for _press in range(2):
        sign_up(site.test_client())
    first, second = (path for _to, _subject, path in mails())
    monkeypatch.setattr(opening.users, "find", lambda email: None)  # neither sees the other's account
    monkeypatch.setattr(opening.links, "use_up", lambda *given: None)  # nor that its link no longer serves
    assert site.test_client().post(first, data={"password": GOOD}).status_code == 303
    late = site.test_client().post(second, data={"password": GOOD})
    assert late.status_code == 422
    assert "Cette adresse a déjà un compte" in late.text
    with site.app_context():
        assert db.session.scalar(select(func.count(User.id)).filter_by(email="ana@exemple.fr")) == 1
        db.session.remove()


def test_the_screen_says_the_same_of_a_known_address(site, mails):
    add(site)
    known, unknown = sign_up(site.test_client()), sign_up(site.test_client(), "bob@exemple.fr")
    assert text(known) == text(unknown).replace("bob@exemple.fr", "ana@exemple.fr")
    assert [(to, subject) for to, subject, _path in mails()] == [
        ("ana@exemple.fr", "Guichet – vous avez déjà un compte"),
        ("bob@exemple.fr", "Guichet – confirmez votre adresse"),
    ]


@pytest.mark.parametrize("weak", ["azerty", "aaaaaaaaaaaa", "Jeanne2020", "ana@exemple.fr"])
def test_a_weak_password_is_refused_kindly_and_the_rest_is_kept(site, weak):
    page = sign_up(site.test_client(), password=weak)
    assert page.status_code == 422
    assert "cerise" in page.text, "it says what to do"
    assert 'value="Ana Roux"' in page.text
    assert weak not in page.text.replace('value="ana@exemple.fr"', "")


def test_no_link_can_be_sent_to_strangers_in_a_name(site):
    data = {"name": "Gagnez http://piege.example", "email": "bob@exemple.fr", "new_password": GOOD}
    assert site.test_client().post("/inscription", data=data).status_code == 422


def test_a_forgotten_password_is_replaced_once_and_closes_every_session(site, mails):
    id, client = add(site), site.test_client()
    assert enter(client).status_code == 303
    page = site.test_client().post("/mot-de-passe-oublie", data={"email": "Ana@exemple.fr"}, follow_redirects=True)
    other = site.test_client().post("/mot-de-passe-oublie", data={"email": "bob@exemple.fr"}, follow_redirects=True)
    assert text(page).lower() == text(other).replace("bob@", "ana@").lower()
    [(to, _subject, path)] = mails()
    assert to.lower() == "ana@exemple.fr"
    lost = site.test_client()
    assert lost.post(path, data={"new_password": OTHER}).status_code == 303
    assert not is_in(client)
    assert enter(site.test_client()).status_code == 422
    assert enter(site.test_client(), password=OTHER).status_code == 303
    assert lost.post(path, data={"new_password": GOOD}).status_code == 409
    assert row(site, id).session_epoch == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_link_is_dead_after_its_time_or_when_it_is_made_up(site, mails):
    add(site)
    site.test_client().post("/mot-de-passe-oublie", data={"email": "ana@exemple.fr"})
    path = mails()[0][2]
    with clock.stopped_at(clock.now() + 61 * MINUTE):
        assert site.test_client().get(path).status_code == 404
    assert site.test_client().get(path[:-3] + "xyz").status_code == 404
    assert site.test_client().get(path).status_code == 200


def test_tries_wait_longer_and_longer_whoever_has_an_account(site, mails):
    add(site)
    now = clock.now()
    with clock.stopped_at(now):
        known = [enter(site.test_client(), password=f"faux {n}") for n in range(6)]
        unknown = [enter(site.test_client(), "bob@exemple.fr", f"faux {n}") for n in range(6)]
        right = enter(site.test_client())
    assert {answer.status_code for answer in (*known, *unknown, right)} == {422}
    assert text(right) == text(known[0]) == text(unknown[5]).replace("bob@", "ana@")
    with clock.stopped_at(now + MINUTE):
        assert enter(site.test_client()).status_code == 303, "after the wait, the right password enters"


def test_the_owner_of_a_blocked_account_enters_by_the_mail(site, mails):
    add(site)
    for n in range(8):
        enter(site.test_client(), password=f"faux {n}")
    assert enter(site.test_client()).status_code == 422
    site.test_client().post("/mot-de-passe-oublie", data={"email": "ana@exemple.fr"})
    site.test_client().post(mails()[0][2], data={"new_password": OTHER})
    assert enter(site.test_client(), password=OTHER).status_code == 303


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


def code_of(page):
    secret = re.search(r'class="code">([A-Z2-7 ]+)<', page.text)[1].replace(" ", "")
    signed = re.search(r'name="signed"[^>]*value="([^"]+)"', page.text)[1]
    return secret, {"signed": signed, "code": pyotp.TOTP(secret).at(clock.now())}


def test_the_staff_enrol_before_anything_else(site):
    id, client = add(site, roles=(Role.INSTRUCTOR,)), site.test_client()
    assert enter(client).headers["Location"].endswith("/connexion/second-facteur")
    assert not is_in(client)
    secret, typed = code_of(client.get("/connexion/second-facteur"))
    assert client.post("/connexion/second-facteur", data=typed | {"code": "000000"}).status_code == 422
    assert row(site, id).totp_secret is None
    page = client.post("/connexion/second-facteur", data=typed)
    codes = re.findall(r'class="code">([a-z0-9-]{19})<', page.text)
    assert len(set(codes)) == 10
    assert is_in(client)
    again = site.test_client()
    assert enter(again).headers["Location"].endswith("/connexion/code")
    assert again.get("/connexion/second-facteur").status_code == 303, "nobody enrols over a second factor"
    assert again.post("/connexion/code", data={"code": typed["code"]}).status_code == 422, "a code serves once"
    assert not is_in(again)
    assert again.post("/connexion/code", data={"code": codes[0].upper()}).status_code == 303
    assert is_in(again)
    third = site.test_client()
    enter(third)
    assert third.post("/connexion/code", data={"code": codes[0]}).status_code == 422, "a recovery code serves once"
    later = clock.now() + MINUTE
    with clock.stopped_at(later):
        assert third.post("/connexion/code", data={"code": pyotp.TOTP(secret).at(later)}).status_code == 303


def test_an_appointment_closes_a_session_that_has_no_second_factor(site):
    id, client = add(site), site.test_client()
    enter(client)
    assert is_in(client)
    with site.app_context():
        db.session.add(Appointment(user_id=id, role=Role.INSTRUCTOR))
        db.session.commit()
        db.session.remove()
    assert not is_in(client)


def test_the_second_step_alone_opens_nothing(site):
    client = site.test_client()
    assert client.get("/connexion/code").status_code == 303
    assert client.post("/connexion/code", data={"code": "123456"}).status_code == 303
    assert client.get("/connexion/second-facteur").status_code == 303


def test_codes_can_not_be_guessed_one_after_the_other(site):
    id = add(site, roles=(Role.INSTRUCTOR,))
    secret = pyotp.random_base32()
    with site.app_context():
        db.session.get_one(User, id).totp_secret = secret
        db.session.commit()
        db.session.remove()
    client = site.test_client()
    enter(client)
    with clock.stopped_at(clock.now()):
        for _ in range(6):
            client.post("/connexion/code", data={"code": "000000"})
        right = pyotp.TOTP(secret).at(clock.now())
        assert client.post("/connexion/code", data={"code": right}).status_code == 422


def test_an_applicant_adds_and_removes_a_second_factor_with_the_password(site):
    id, client = add(site), site.test_client()
    enter(client)
    _secret, typed = code_of(client.get("/compte/second-facteur/application"))
    refused = client.post("/compte/second-facteur/application", data=typed | {"proof_password": "non"})
    assert refused.status_code == 422
    assert row(site, id).totp_secret is None
    page = client.post("/compte/second-facteur/application", data=typed | {"proof_password": GOOD})
    codes = re.findall(r'class="code">([a-z0-9-]{19})<', page.text)
    assert len(codes) == 10
    remove = "/compte/second-facteur/application/retirer"
    assert client.post(remove, data={"proof_password": GOOD}).status_code == 422, "the code is asked too"
    assert client.post(remove, data={"proof_password": GOOD, "proof_code": codes[3]}).status_code == 303
    assert row(site, id).totp_secret is None


def test_the_address_changes_when_both_have_confirmed(site, mails):
    id, client = add(site), site.test_client()
    enter(client)
    wrong = client.post("/compte/adresse", data={"email": "ana@neuf.fr", "proof_password": "non"})
    assert wrong.status_code == 422
    assert 'value="ana@neuf.fr"' in wrong.text
    assert client.post("/compte/adresse", data={"email": "ana@neuf.fr", "proof_password": GOOD}).status_code == 303
    paths = {to: path for to, _subject, path in mails()}
    assert set(paths) == {"ana@exemple.fr", "ana@neuf.fr"}
    assert site.test_client().get(paths["ana@neuf.fr"]).status_code == 200
    site.test_client().post(paths["ana@neuf.fr"])
    assert row(site, id).email == "ana@exemple.fr"
    site.test_client().post(paths["ana@exemple.fr"])
    assert row(site, id).email == "ana@neuf.fr"


def test_a_changed_password_keeps_this_session_only(site, mails):
    add(site)
    here, there = site.test_client(), site.test_client()
    enter(here), enter(there)
    mails()
    data = {"new_password": OTHER, "proof_password": GOOD}
    assert here.post("/compte/mot-de-passe", data=data).status_code == 303
    assert is_in(here)
    assert not is_in(there)
    assert [subject for _to, subject, _path in mails()] == ["Guichet – la sécurité de votre compte a changé"]


def test_a_deleted_account_leaves_no_name(site):
    id, client = add(site), site.test_client()
    enter(client)
    assert client.post("/compte/supprimer", data={"proof_password": GOOD}).status_code == 303
    user = row(site, id)
    assert (user.name, user.is_enabled, user.password_hash) == ("Compte supprimé", False, None)
    assert "ana" not in user.email
    assert not is_in(client)
    assert enter(site.test_client()).status_code == 422
    assert "Regardez votre courrier" in sign_up(site.test_client()).text, "the address is free again"


def test_whoever_has_duties_does_not_leave_them_to_nobody(site):
    id = add(site, roles=(Role.AUDITOR,))
    client = sign_in(site, id)
    page = client.post("/compte/supprimer", data={"proof_password": GOOD})
    assert page.status_code == 422
    assert "Passez d’abord la main" in page.text
    assert row(site, id).is_enabled


def test_name_language_and_mails_are_the_persons_own(site):
    id = add(site, roles=(Role.INSTRUCTOR,))
    client = sign_in(site, id)
    data = {"name": "Ana Leroux", "locale": "en", "wanted": ["message"]}
    assert client.post("/compte/profil", data=data).status_code == 303
    user = row(site, id)
    assert (user.name, user.locale) == ("Ana Leroux", "en")
    assert "application" in user.muted
    assert "message" not in user.muted


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
