"""A draft of which somebody sends a piece."""

import pytest

from grants.database import db
from tests.support.web import sign_in
from tests.world import add_file, add_world


@pytest.fixture
def site(make_app, database_url):
    return make_app({"WTF_CSRF_ENABLED": False}, DATABASE_URL=database_url)


@pytest.fixture
def world(site):
    with site.app_context():
        world = add_world()
        add_file(world)
        db.session.remove()
        return world


@pytest.fixture
def member(site, world):
    return sign_in(site, world["applicant"])
