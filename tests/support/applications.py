"""The application on a database of each sort. No context of it stays open: Flask-Login would keep its user there."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.support.settings import settings_for_tests

AppMaker = Callable[..., Flask]


@pytest.fixture
def make_app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[AppMaker]:
    """Makes applications from settings (`DATABASE_URL=…, THEME="dsfr"`) and Flask's own options in `extra`.

    A test that also asks for `valkey` or `mailbox` has the application use them.
    """
    from grants.app import create_app  # here: tests of plain values don't wait for the whole application to be imported
    from grants.database import db
    from tests.support import sparing

    sparing.spare()
    made: list[Flask] = []

    def make(extra: dict[str, Any] | None = None, **given: str) -> Flask:
        servers = {"REDIS_URL": "valkey", "SMTP_URL": "smtp_url"}
        asked = {name: request.getfixturevalue(each) for name, each in servers.items() if is_asked(request, each)}
        settings = {"STORAGE_URL": f"file:{tmp_path / 'files'}"} | asked | given
        made.append(sparing.share_templates(create_app(settings_for_tests(**settings) | (extra or {}))))
        return made[-1]

    yield make
    for app in made:
        with app.app_context():
            db.engine.dispose()


def is_asked(request: pytest.FixtureRequest, fixture: str) -> bool:
    return fixture in request.fixturenames


@pytest.fixture
def app(make_app: AppMaker, database_url: str) -> Flask:
    """The application, on SQLite and then on PostgreSQL; on one alone with
    `@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)`.
    """
    return make_app(DATABASE_URL=database_url)
