"""`guichet user` opens and closes accounts."""

import pytest
from sqlalchemy import select

from grants.cli.users import user
from grants.database import db
from grants.models import OutboxItem, User
from grants.queries import users
from grants.services import accounts


@pytest.fixture
def guichet(app):
    return lambda *arguments: app.test_cli_runner().invoke(user, arguments)


def person(app):
    with app.app_context():
        return db.session.scalars(select(User).filter_by(email="ana@exemple.fr")).one()


def test_an_account_is_opened_and_its_holder_chooses_the_password(app, guichet):
    result = guichet("create", "Ana@exemple.fr", "--name", "Ana Roux", "--role", "instructor", "--show-link")
    assert result.exit_code == 0, result.output
    token = result.output.strip().rpartition("/")[2]
    with app.app_context():
        accounts.reset(token, "cerise lampe tunnel samedi")
        found = users.with_password("ana@exemple.fr", "cerise lampe tunnel samedi")
        assert [each.role.value for each in found.appointments] == ["instructor"]
        assert db.session.scalar(select(OutboxItem.act).order_by(OutboxItem.id)) == "account.invite"


def test_a_second_account_of_one_address_is_refused(guichet):
    guichet("create", "ana@exemple.fr", "--name", "Ana")
    result = guichet("create", "ana@exemple.fr", "--name", "Ana")
    assert result.exit_code == 1
    assert "Un compte existe déjà pour ana@exemple.fr." in result.stderr


def test_closing_an_account_closes_its_sessions(app, guichet):
    guichet("create", "ana@exemple.fr", "--name", "Ana")
    assert guichet("disable", "ana@exemple.fr").exit_code == 0
    assert not person(app).is_enabled
    assert person(app).session_epoch == 1


def test_a_lost_second_factor_is_forgotten(app, guichet):
    guichet("create", "ana@exemple.fr", "--name", "Ana")
    with app.app_context():
        db.session.scalars(select(User).filter_by(email="ana@exemple.fr")).one().totp_secret = "JBSWY3DPEHPK3PXP"
        db.session.commit()
    assert guichet("reset-second-factor", "ana@exemple.fr").exit_code == 0
    assert person(app).totp_secret is None


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("disable", "personne@exemple.fr"), 1), (("disable", "pas une adresse"), 2), (("create", "a@exemple.fr"), 2)],
)
def test_mistakes_end_with_their_code(guichet, arguments, code):
    assert guichet(*arguments).exit_code == code
