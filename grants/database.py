"""One way to store each kind of value, and one way to begin a transaction, on both databases."""

import re
import sqlite3
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    JSON,
    BigInteger,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Enum,
    MetaData,
    TypeDecorator,
    event,
)
from sqlalchemy.orm import DeclarativeBase, declared_attr, registry

from grants.values.money import Money


class MoneyColumn(TypeDecorator[Money]):
    """Whole cents."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Money | None, dialect: Dialect) -> int | None:
        return None if value is None else value.cents

    def process_result_value(self, value: int | None, dialect: Dialect) -> Money | None:
        return None if value is None else Money(int(value))  # PostgreSQL adds integers into decimals


class UtcColumn(TypeDecorator[datetime]):
    """An aware time, in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        # SQLite gives a naive time back, PostgreSQL one in the zone of the connection.
        return value and (value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC))


COLUMNS: dict[Any, Any] = {
    Money: MoneyColumn,
    datetime: UtcColumn,
    dict[str, Any]: JSON,
    list[Any]: JSON,
    list[str]: JSON,
    StrEnum: Enum(
        StrEnum,
        native_enum=False,
        length=40,
        values_callable=lambda kind: [each.value for each in kind],
    ),
}
NAMES = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}


class Model(DeclarativeBase):
    """Base of every table, named after its class."""

    # Flask-SQLAlchemy copies this class: with a registry of its own, the copy and the original share all tables.
    registry = registry(type_annotation_map=COLUMNS, metadata=MetaData(naming_convention=NAMES))

    @declared_attr.directive
    def __tablename__(cls) -> str:
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()


db = SQLAlchemy(model_class=Model, disable_autonaming=True)


@event.listens_for(Engine, "connect")
def prepare_sqlite(connection: Any, record: Any) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.isolation_level = None  # else the driver begins by itself, too late and never IMMEDIATE
        for pragma in (
            "foreign_keys = ON",
            "journal_mode = WAL",
            "busy_timeout = 30000",
        ):
            connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def begin_on_sqlite(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
