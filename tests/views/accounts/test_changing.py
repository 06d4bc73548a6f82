"""What people change of their own account, and how they leave."""

from tests.support.web import sign_in
from tests.views.accounts.people import GOOD, OTHER, add, enter, is_in, row, sign_up
from workflows.roles import Role


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
