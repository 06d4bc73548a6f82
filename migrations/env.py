"""How Alembic meets the database: the application's own engine, or the one it is handed."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from alembic.operations import ops
from flask import current_app

import grants.models  # noqa: F401  # every table stands in the metadata once the models are imported
from grants.database import db

TARGET = db.metadata


def engine() -> sa.Engine:
    """The engine of `config.attributes`, else that of the running application."""
    given = context.config.attributes.get("engine")
    return given if given is not None else current_app.extensions["sqlalchemy"].engine


def plain_type(kind: str, item: Any, autogen: Any) -> str | Literal[False]:
    """Our own column types are written as what they store, so that a migration imports none of our code."""
    if kind != "type" or not isinstance(item, sa.TypeDecorator):
        return False
    return f"sa.{item.impl!r}"


def is_late(part: Any) -> bool:
    """Whether this part of a table is a foreign key to a table that points back (`use_alter`)."""
    return isinstance(part, sa.ForeignKeyConstraint) and part.use_alter


def add_late_keys(context: Any, revision: Any, directives: list[ops.MigrationScript]) -> None:
    """Add the foreign keys of tables that point at each other once both exist: Alembic leaves that to us."""
    for script in directives:
        for table in [each for each in script.upgrade_ops.ops if isinstance(each, ops.CreateTableOp)]:
            table.columns = [part for part in table.columns if not is_late(part)]
            for key in filter(is_late, TARGET.tables[table.table_name].foreign_key_constraints):
                add = ops.CreateForeignKeyOp.from_constraint(key)
                script.upgrade_ops.ops.append(ops.ModifyTableOps(table.table_name, [add]))
                script.downgrade_ops.ops.insert(0, ops.ModifyTableOps(table.table_name, [add.reverse()]))


@contextmanager
def foreign_keys_off(connection: sa.Connection) -> Iterator[None]:
    """Before any transaction: SQLite ignores the pragma inside one, and a batch drop would cascade."""
    raw = connection.connection.dbapi_connection
    if not isinstance(raw, sqlite3.Connection):
        yield
        return
    raw.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
        if broken := raw.execute("PRAGMA foreign_key_check").fetchall():
            raise RuntimeError(f"the migration left rows that point nowhere: {broken[:5]}")
    finally:
        raw.execute("PRAGMA foreign_keys = ON")


def run() -> None:
    with engine().connect() as bound:
        connection = bound.execution_options(writes=True)
        with foreign_keys_off(connection):
            context.configure(
                connection=connection,
                target_metadata=TARGET,
                render_as_batch=True,
                render_item=plain_type,
                compare_type=True,
                process_revision_directives=add_late_keys,
            )
            with context.begin_transaction():
                context.run_migrations()


run()
