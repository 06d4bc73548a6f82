"""A town on SQLite, built once; each test has a copy of it. No context stays open: Flask-Login would keep its user."""

import copy
import shutil

import pytest

from tests.support.town import Town, add_town


@pytest.fixture(scope="module")
def built(sqlite_template, tmp_path_factory) -> tuple[Town, str]:
    from grants.app import create_app
    from grants.database import db
    from tests.support.settings import settings_for_tests

    path = tmp_path_factory.mktemp("town") / "town.db"
    shutil.copyfile(sqlite_template, path)
    app = create_app(settings_for_tests(DATABASE_URL=f"sqlite:///{path}"))
    with app.app_context():
        town = add_town()
        db.session.remove()
        db.engine.dispose()
    return town, str(path)


@pytest.fixture
def town(built) -> Town:
    return copy.deepcopy(built[0])


@pytest.fixture
def database_url(built, tmp_path) -> str:
    return f"sqlite:///{shutil.copyfile(built[1], tmp_path / 'town.db')}"


@pytest.fixture
def site(make_app, database_url):
    """Without the token that forms carry: what is tried here is who may, not from where. A fault is a page 500."""
    return make_app({"WTF_CSRF_ENABLED": False, "PROPAGATE_EXCEPTIONS": False}, DATABASE_URL=database_url)
