"""Migrations run up and down on both databases, and end at what the models say."""

import pytest
import sqlalchemy as sa
from alembic import command

from grants.cli.db import alembic_config
from grants.config.reading import with_driver
from grants.database import db


@pytest.fixture
def engine(database_url):
    engine = sa.create_engine(with_driver(database_url))
    yield engine
    engine.dispose()


def tables(engine):
    return set(sa.inspect(engine).get_table_names())


def test_they_end_at_what_the_models_say(engine):
    command.check(alembic_config(engine))
    assert tables(engine) == {*db.metadata.tables, "alembic_version"}


def test_they_go_down_to_nothing_and_up_again_with_rows_in_place(engine):
    config = alembic_config(engine)
    command.downgrade(config, "base")
    assert tables(engine) == {"alembic_version"}
    command.upgrade(config, "head")
    assert tables(engine) == {*db.metadata.tables, "alembic_version"}


def test_a_migration_leaves_foreign_keys_on(engine):
    command.downgrade(alembic_config(engine), "base")
    command.upgrade(alembic_config(engine), "head")
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
