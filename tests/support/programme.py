"""The 2020 programme, loaded once a session; each test gets its own copy."""

import shutil
from pathlib import Path

import pytest
from flask import Flask

from tests.support.applications import AppMaker
from tests.support.settings import settings_for_tests


@pytest.fixture(scope="session")
def programme_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file that holds the programme as `guichet programme load` leaves it."""
    from grants.app import create_app
    from grants.database import db
    from grants.services import programmes

    path = tmp_path_factory.mktemp("programme") / "template.db"
    shutil.copyfile(sqlite_template, path)
    with create_app(settings_for_tests(DATABASE_URL=f"sqlite:///{path}")).app_context():
        programmes.load()
        db.session.remove()
        with db.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        db.engine.dispose()
    return path


@pytest.fixture
def programme_app(programme_template: Path, make_app: AppMaker, tmp_path: Path) -> Flask:
    """The application on a fresh copy of the loaded programme."""
    path = tmp_path / "programme.db"
    shutil.copyfile(programme_template, path)
    return make_app(DATABASE_URL=f"sqlite:///{path}")
