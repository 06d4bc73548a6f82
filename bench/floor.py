"""The floor: bare Flask and SQLAlchemy, one indexed SELECT into a 20-row table, one INSERT and its commit."""

import os
import sqlite3
from typing import Any

from flask import Flask, render_template_string
from sqlalchemy import BigInteger, Engine, create_engine, event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from grants.config.reading import with_driver

PAGE = """<!doctype html><html lang="fr"><title>Plancher</title><table>{% for row in rows %}
<tr><td>{{ row.id }}</td><td>{{ row.label }}</td><td>{{ row.amount }}</td></tr>{% endfor %}</table></html>"""


class Base(DeclarativeBase):
    pass


class FloorRow(Base):
    __tablename__ = "floor_row"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[int] = mapped_column(index=True)
    label: Mapped[str]
    amount: Mapped[int] = mapped_column(BigInteger)


@event.listens_for(Engine, "connect")
def same_durability(connection: Any, record: Any) -> None:
    """SQLite as Guichet sets it: write-ahead log."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA busy_timeout = 30000")


def create_app() -> Flask:
    """Two addresses: /read and /write."""
    app = Flask(__name__)
    engine = create_engine(with_driver(os.environ["DATABASE_URL"]))

    @app.get("/read")
    def read() -> str:
        with Session(engine) as session:
            rows = session.scalars(select(FloorRow).where(FloorRow.key >= 500).order_by(FloorRow.key).limit(20)).all()
            return render_template_string(PAGE, rows=rows)

    @app.post("/write")
    def write() -> str:
        with Session(engine) as session:
            session.add(FloorRow(key=1, label="Une ligne", amount=1))
            session.commit()
        return "fait"

    return app


def prepare(engine: Engine) -> None:
    """The table and a thousand rows."""
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add_all(FloorRow(key=n, label=f"Ligne {n}", amount=n * 100) for n in range(1000))
        session.commit()
