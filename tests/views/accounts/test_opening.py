"""An account is opened by the link of a mail, and the page tells nobody who has one."""

import pytest
from sqlalchemy import func, select

from grants.database import db
from grants.models import User
from grants.services.accounts import opening
from tests.views.accounts.people import GOOD, add, is_in, sign_up, text


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
