"""Bring a new database to today's shape, as `guichet db upgrade` does."""

import flask_migrate
import sqlalchemy as sa

from grants.app import create_app
from grants.cli.db import seed
from grants.config import ROOT
from grants.database import db
from tests.support.settings import settings_for_tests


def migrate(url: str) -> None:
    app = create_app(settings_for_tests(DATABASE_URL=url))
    with app.app_context():
        if any((ROOT / "migrations" / "versions").glob("*.py")):
            flask_migrate.upgrade()
        else:
            db.create_all()
        seed()
        db.session.remove()
        fold_write_ahead_log(db.engine)
        db.engine.dispose()


def fold_write_ahead_log(engine: sa.Engine) -> None:
    """A SQLite file is copied alone: nothing may stay in the file beside it."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.connection.dbapi_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
