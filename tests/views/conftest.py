"""The applicant's pages: a world, a draft in it, and people signed in."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from grants.database import db
from grants.models import Application
from grants.services import applications
from tests.support.web import sign_in
from tests.world import add_world


@pytest.fixture(params=["sqlite"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Pages ask the same of both databases: what differs between the two is tried with the services and the lists."""
    url: str = request.getfixturevalue(f"new_{request.param}")()
    return url


@pytest.fixture
def world(app):
    with app.app_context():
        yield add_world()


@pytest.fixture
def draft(world):
    return applications.start(world["applicant"], world.round_id, organisation_id=world.organisation_id)


@pytest.fixture
def number(draft):
    return db.session.get_one(Application, draft).number


@pytest.fixture
def as_person(app, world):
    """A client in which this person is signed in; each request runs in a thread, apart from the test's own context."""
    app.config["WTF_CSRF_ENABLED"] = False

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
def member(as_person):
    return as_person("applicant")
