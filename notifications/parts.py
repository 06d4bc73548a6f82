"""The row that an act was about, wherever the act named it."""

from typing import TypeVar

from sqlalchemy import select

from grants.database import Model, db
from notifications.event import Event

Row = TypeVar("Row", bound=Model)


def part(event: Event, model: type[Row]) -> Row:
    """The act's subject, or what its data names (`opinion_id`), or the file's latest; NoResultFound otherwise."""
    if isinstance(event.subject, model):
        return event.subject
    named = event.data.get(f"{model.__tablename__}_id")
    where = {"application_id": event.item.application_id} if named is None else {"id": named}
    rows = select(model).filter_by(**where)
    return db.session.scalars(rows.order_by(model.id.desc()).limit(1)).one()  # type: ignore[attr-defined]
