"""A database with its two servers, ours and the floor's, and what the measures need of them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import flask_migrate
import psycopg
from flask import Flask
from sqlalchemy import Engine, create_engine, event, text

from bench.load import load
from bench.measure import Client
from bench.servers import serving
from grants.app import create_app
from grants.config.reading import with_driver
from grants.database import db
from grants.services import workflow_states
from tests.support.settings import settings_for_tests
from tests.support.web import sign_in
from tests.world import World, add_world


class Place:
    """One database under measure; `statements` counts what each page sends to it."""

    def __init__(self, app: Flask, world: World, port: int, floor_port: int) -> None:
        self.app, self.world, self.port, self.floor_port = app, world, port, floor_port
        self.floor = Client(floor_port)
        self.size = 0
        self.statements: dict[str, int] = {}

    def grow(self, size: int) -> None:
        with self.app.app_context():
            load(self.world, size)
            self.size = size
            if db.engine.dialect.name == "postgresql":
                with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                    connection.execute(text("VACUUM ANALYZE"))
            else:
                with db.engine.connect() as connection:
                    connection.execute(text("ANALYZE"))

    def person(self, name: str) -> Client:
        """A browser in which this person is signed in."""
        cookie = sign_in(self.app, self.world[name]).get_cookie(self.app.config["SESSION_COOKIE_NAME"])
        assert cookie is not None
        return Client(self.port, f"{cookie.key}={cookie.value}")

    def count_read(self, label: str, name: str, path: str) -> None:
        """How many statements this person's page sends, inside this process, once it is warm."""
        client = sign_in(self.app, self.world[name])
        client.get(path)
        with self.counting(label):
            client.get(path)

    @contextmanager
    def counting(self, label: str) -> Iterator[None]:
        """Count the statements that this process sends meanwhile."""
        seen: list[str] = []

        def sends(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
            seen.append(statement)

        with self.app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", sends)
        yield
        event.remove(engine, "before_cursor_execute", sends)
        self.statements[label] = len(seen)


@contextmanager
def open_place(
    name: str, ours: str, floor: str, prepare: Callable[[Engine], None], **given: str
) -> Iterator[Place]:  # fmt: skip
    """Databases made, migrated and peopled, then both servers answering; without a queue unless one is given."""
    for address in (ours, floor):
        create_database(address)
    prepare(create_engine(with_driver(floor)))
    settings = {"DATABASE_URL": ours, "GUICHET_ENV": "test", "SECRET_KEY": "test" * 8}
    app = create_app(settings_for_tests(**settings))
    with app.app_context():
        flask_migrate.upgrade()
        workflow_states.seed()
        world = add_world(is_open=True)
    nowhere = {"REDIS_URL": "unix:///nonexistent/valkey.sock"} | given
    with (
        serving("wsgi:app", **settings, **nowhere) as port,
        serving("bench.floor:create_app()", DATABASE_URL=floor) as floor_port,
    ):
        yield Place(app, world, port, floor_port)


def create_database(address: str) -> None:
    """On PostgreSQL, a database must exist before its tables do."""
    if address.startswith("postgresql"):
        server, _, rest = address.partition("@/")
        database, _, options = rest.partition("?")
        with psycopg.connect(f"{server}@/postgres?{options}", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {database}")
