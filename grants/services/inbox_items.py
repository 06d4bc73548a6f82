"""What people read at their counter."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from grants.database import db
from grants.models import InboxItem
from grants.services.command import transaction
from grants.values import clock

FRESH = timedelta(days=21)  # a played notice older than that was read long ago by whoever plays the part


@dataclass(frozen=True)
class Delivery:
    """One person's copy of one notice."""

    user_id: int
    subject: str
    body: str
    link: str


def deliver(
    item_id: int, act: str, application_id: int | None, deliveries: Iterable[Delivery], *,
    rehearsed_at: datetime | None = None,
) -> None:  # fmt: skip
    """Write what these people have not got yet; the unique key stands behind.

    rehearsed_at: the instant of an act that was only played; what is older than `FRESH` counts as read since.
    """
    at = rehearsed_at or clock.now()
    read_at = at if clock.now() - at > FRESH else None
    with transaction():
        held = set(db.session.scalars(select(InboxItem.user_id).filter_by(outbox_item_id=item_id)))
        for each in deliveries:
            if each.user_id not in held:
                held.add(each.user_id)
                db.session.add(
                    InboxItem(
                        outbox_item_id=item_id,
                        act=act,
                        application_id=application_id,
                        created_at=at,
                        read_at=read_at,
                        **vars(each),
                    )
                )


def read(user_id: int, inbox_item_id: int) -> None:
    """Mark one's own message as read; another's is left alone."""
    with transaction():
        mine = select(InboxItem).filter_by(id=inbox_item_id, user_id=user_id, read_at=None)
        for item in db.session.scalars(mine):
            item.read_at = clock.now()
