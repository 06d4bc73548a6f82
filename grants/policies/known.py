"""What was found once in a read is not asked again before the read ends; a command asks again after each lock."""

from collections.abc import Hashable
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from grants.database import db


def remembered() -> dict[Hashable, Any]:
    """What this session's transaction found so far; nothing, and never kept, once something is being written."""
    session: Session = db.session()
    transaction = session.get_transaction()
    if transaction is None or "held" in session.info or session.new or session.dirty or session.deleted:
        return {}
    if session.info.get("known", (None,))[0] is not transaction:
        session.info["known"] = (transaction, {})
    found: dict[Hashable, Any] = session.info["known"][1]
    return found


def kept(model: type) -> dict[Hashable, Any]:
    """The same for rows of one table that are only written under their file's lock, by the ORM: a command keeps them
    too, until it locks something or writes one of them."""
    session: Session = db.session()
    transaction = session.get_transaction()
    if transaction is None or is_touched(session, model):
        return {}
    if session.info.get("kept", (None,))[0] is not transaction:
        session.info["kept"] = (transaction, {})
    found: dict[Hashable, Any] = session.info["kept"][1].setdefault(model, {})
    return found


def is_touched(session: Session, model: type) -> bool:
    """Whether a row of this table waits to be written."""
    return any(isinstance(each, model) for each in (*session.new, *session.deleted))


def ask_again() -> None:
    """A lock was waited for: what was read before it may have changed meanwhile."""
    db.session.info.pop("kept", None)


@event.listens_for(Session, "after_flush")
def forget(session: Session, *rest: Any) -> None:
    session.info.pop("known", None)
    for model in list(session.info.get("kept", (None, {}))[1]):
        if is_touched(session, model):
            del session.info["kept"][1][model]
