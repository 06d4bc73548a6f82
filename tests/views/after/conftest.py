"""A world, a draft and a file that was handed in."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from grants.database import db
from grants.models import Application
from grants.services import applications
from tests.support.answers import fill
from tests.support.web import sign_in
from tests.world import add_world, version_of


@pytest.fixture
def world(app):
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        yield add_world()


@pytest.fixture
def as_person(app, world):
    """A client in which this person is signed in; each request runs apart from the test's own context."""

    def enter(name):
        client = sign_in(app, world[name]) if name != "visitor" else app.test_client()
        send = client.open

        def apart(*args, **kwargs):
            db.session.rollback()
            with ThreadPoolExecutor(1) as thread:
                return thread.submit(send, *args, **kwargs).result()

        client.open = apart
        return client

    return enter


@pytest.fixture
def draft(world):
    return applications.start(world["applicant"], world.round_id, organisation_id=world.organisation_id)


@pytest.fixture
def deposited(world, draft):
    fill(world["applicant"], draft)
    applications.submit(world["representative"], draft, version=version_of(Application, draft))
    return draft
