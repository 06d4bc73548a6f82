"""What was found once in a read is not asked again before the read ends; a command always asks."""

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


@event.listens_for(Session, "after_flush")
def forget(session: Session, *rest: Any) -> None:
    session.info.pop("known", None)
