"""Proving who one is: what counts, what serves once, and what two presses at the same moment may do."""

from concurrent.futures import ThreadPoolExecutor

import pyotp
import pytest

from grants.database import db
from grants.models import User
from grants.services import accounts, users
from grants.services.accounts import second_factor, tries
from grants.values import clock, codes

PASSWORD = "cerise lampe tunnel samedi"


@pytest.fixture
def person(app):
    with app.app_context():
        id = users.create("ana@exemple.fr", "Ana Roux", PASSWORD)
        db.session.remove()
    return id


def test_the_password_alone_proves_who_has_nothing_else(app, person):
    with app.app_context():
        assert accounts.prove(person, password=PASSWORD)
        assert not accounts.prove(person, password="autre chose")
        db.session.remove()


def test_with_a_second_factor_both_are_needed_and_a_code_serves_once(app, person):
    secret = pyotp.random_base32()
    with app.app_context():
        enrolled = clock.now()
        recovery = second_factor.enrol(person, secret, pyotp.TOTP(secret).at(enrolled))
        code = codes.code_at(secret, int(enrolled.timestamp()) // codes.STEP + 1)
        assert not accounts.prove(person, password=PASSWORD)
        assert accounts.prove(person, password=PASSWORD, code=code)
        assert not accounts.prove(person, password=PASSWORD, code=code)
        assert accounts.prove(person, password=PASSWORD, code=recovery[0])
        assert not accounts.prove(person, password=PASSWORD, code=recovery[0])
        db.session.remove()


def test_too_many_failures_refuse_the_right_password_too(app, person):
    with app.app_context(), clock.stopped_at(clock.now()):
        for _ in range(5):
            accounts.prove(person, password="faux")
        assert not accounts.prove(person, password=PASSWORD)
        db.session.remove()


def test_one_code_sent_twice_at_once_is_taken_once(app, person):
    with app.app_context():
        secret = pyotp.random_base32()
        db.session.get_one(User, person).totp_secret = secret
        db.session.commit()
        db.session.remove()
    code = pyotp.TOTP(secret).at(clock.now())

    def press(_):
        with app.app_context():
            taken = accounts.enter_code(person, code)
            db.session.remove()
        return taken

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(press, range(4))) <= 1


def test_many_guesses_at_once_are_all_counted(app):
    key = tries.key("account", "personne@exemple.fr")

    def guess(_):
        with app.app_context():
            allowed = tries.may(key)
            db.session.remove()
        return allowed

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(guess, range(24))) <= tries.LIMITS["account"].free
