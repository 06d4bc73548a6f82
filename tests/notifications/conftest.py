"""An application as small as the relay needs, on each database."""

from collections.abc import Iterator

import pytest
from flask import Flask

from grants.config.reading import with_driver
from grants.database import db
from grants.jobs import kick
from grants.services.workflow_states import seed
from tests.notifications.small_world import add_world


@pytest.fixture(params=["sqlite", "postgresql"])
def small_url(request, tmp_path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'small.db'}"
    from tests.support.databases import execute

    server = request.getfixturevalue("postgresql_server")
    execute(server, "DROP DATABASE IF EXISTS small WITH (FORCE)")
    execute(server, "CREATE DATABASE small")
    return with_driver(server.format("small"))


@pytest.fixture
def bare(small_url, tmp_path) -> Iterator[Flask]:
    app = Flask("small")
    app.config.update(
        SQLALCHEMY_DATABASE_URI=small_url,
        SECRET_KEY="test" * 8,
        BASE_URL="https://guichet.example",
        MAIL_FOLDER=str(tmp_path / "mail"),
        STORAGE_URL=f"file:{tmp_path / 'files'}",
        REDIS_URL="unix:///nonexistent/valkey.sock",
    )
    db.init_app(app)
    kick.init_app(app)
    with app.app_context():
        db.create_all()
        seed()
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def small(bare: Flask) -> Flask:
    """With one call, one round and one file."""
    add_world()
    return bare
