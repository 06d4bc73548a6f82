"""Migrations run up and down on both databases, and end at what the models say."""

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory

from grants.cli.db import alembic_config
from grants.config.reading import with_driver
from grants.database import db
from tests.support.town import add_town


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


@pytest.fixture
def lived(app, engine):
    """The same database with rows in nearly every table: files at every stage, rulings, payments, a journal."""
    with app.app_context():
        add_town()
        db.session.remove()
        db.engine.dispose()
    return engine


def rows(engine):
    """How many rows each table has."""
    with engine.connect() as connection:
        counted = {table: sa.text(f'SELECT COUNT(*) FROM "{table}"') for table in tables(engine) - {"alembic_version"}}
        return {table: connection.scalar(count) for table, count in counted.items()}


def test_they_go_down_and_up_with_a_whole_life_in_place(lived):
    before = rows(lived)
    assert sum(1 for count in before.values() if count) >= 30
    assert (
        min(before[table] for table in ("ruling", "charge", "payment", "recovery", "journal_entry", "outbox_item")) >= 1
    )
    command.downgrade(alembic_config(lived), "base")
    assert tables(lived) == {"alembic_version"}
    command.upgrade(alembic_config(lived), "head")
    command.check(alembic_config(lived))


def test_each_step_down_and_up_keeps_what_it_does_not_drop(lived):
    config, before = alembic_config(lived), rows(lived)
    for step in ScriptDirectory.from_config(config).walk_revisions():
        if step.down_revision is None:
            break  # the first tables: nothing stands before them
        command.downgrade(config, step.down_revision)
        kept = rows(lived)
        assert kept == {table: count for table, count in before.items() if table in kept}
    command.upgrade(config, "head")
    after = rows(lived)
    assert {table for table, count in after.items() if count} <= {table for table, count in before.items() if count}
