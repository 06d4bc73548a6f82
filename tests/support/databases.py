"""A fresh, migrated database a test, in milliseconds: the copy of one made once a session, on each server."""

import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

from tests.support.postgresql import postgresql

TEMPLATE = "guichet_template"
numbers = count(1)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of this session's PostgreSQL, `{}` standing for the database's name."""
    with postgresql() as address:
        yield address


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: str) -> str:
    execute(postgresql_server, f"CREATE DATABASE {TEMPLATE}")
    migrate(postgresql_server.format(TEMPLATE))
    return TEMPLATE


@pytest.fixture
def new_postgresql(postgresql_server: str, postgresql_template: str) -> Iterator[Callable[[], str]]:
    """Makes migrated PostgreSQL databases; each call gives the address of another one."""
    names: list[str] = []

    def make() -> str:
        names.append(f"test_{next(numbers)}")
        execute(postgresql_server, f"CREATE DATABASE {names[-1]} TEMPLATE {postgresql_template}")
        return postgresql_server.format(names[-1])

    yield make
    for name in names:
        execute(postgresql_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
def new_sqlite(sqlite_template: Path, tmp_path: Path) -> Callable[[], str]:
    """Makes migrated SQLite files; each call gives the address of another one."""

    def make() -> str:
        path = tmp_path / f"guichet-{next(numbers)}.db"
        shutil.copyfile(sqlite_template, path)
        return f"sqlite:///{path}"

    return make


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a migrated, empty database of each sort."""
    return request.getfixturevalue(f"new_{request.param}")()


def migrate(url: str) -> None:
    from tests.support import schema  # here: tests of plain values don't wait for the whole application to be imported

    schema.migrate(url)


def execute(server: str, statement: str) -> None:
    with psycopg.connect(server.format("postgres"), autocommit=True) as connection:
        connection.execute(statement)
