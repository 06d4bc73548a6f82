"""The application answers on a real port, on its own database, to whoever is signed in."""

import pytest
from sqlalchemy import select

from grants.database import db
from grants.models import User
from grants.services import users
from tests.support.web import sign_in


@pytest.fixture
def person(app):
    with app.app_context():
        return users.create("ana@exemple.fr", "Ana Roux", "mot de passe")


def test_each_test_has_a_database_of_its_own(app, person):
    with app.app_context():
        assert db.session.scalars(select(User.email).filter_by(is_system=False)).all() == ["ana@exemple.fr"]
        assert db.engine.url.get_backend_name() in app.config["DATABASE_URL"]


def test_two_people_are_not_taken_for_each_other(app, person):
    with sign_in(app, person).session_transaction() as session:
        assert session["_user_id"] == str(person)
    with app.test_client().session_transaction() as session:
        assert "_user_id" not in session


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_browser_enters_as_a_person(page, live_url, enter, person):
    enter(page.context, person)
    answer = page.goto(f"{live_url}/accessibilite")
    assert answer.status == 200
    assert "Ana Roux" in page.content()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_application_uses_the_servers_that_the_test_asks_for(app, valkey, mailbox, smtp_url):
    assert (app.config["REDIS_URL"], app.config["SMTP_URL"]) == (valkey, smtp_url)
