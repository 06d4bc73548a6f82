"""The second step: whom it is asked of, what it opens, how it is taken away."""

import re

import pyotp

from grants.database import db
from grants.models import Appointment, User
from grants.values import clock
from tests.views.accounts.people import GOOD, MINUTE, add, code_of, enter, is_in, row
from workflows.roles import Role


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
