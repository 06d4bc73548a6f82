"""Something to do once the transaction that asked for it has committed."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.database import Model
from grants.models.application import Application
from grants.models.user import User


class OutboxItem(Model):
    __table_args__ = (
        Index(
            "ix_outbox_item_waiting",
            "id",
            sqlite_where=text("done_at IS NULL"),
            postgresql_where=text("done_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    act: Mapped[str]
    application_id: Mapped[int | None] = mapped_column(ForeignKey(Application.id), index=True)
    subject_kind: Mapped[str]  # the table of the subject: application, payment, round…
    subject_id: Mapped[int]
    data: Mapped[dict[str, Any]]
    queued_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    retry_at: Mapped[datetime | None]
    is_simulated: Mapped[bool] = mapped_column(default=False)  # a rehearsal: nothing of it leaves
    once: Mapped[str | None] = mapped_column(unique=True)  # a reminder is asked for once, whatever is killed


class InboxItem(Model):
    """What a person reads at their counter: exactly one for each outbox item and person."""

    __table_args__ = (UniqueConstraint("user_id", "outbox_item_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id), index=True)
    outbox_item_id: Mapped[int] = mapped_column(ForeignKey(OutboxItem.id))
    application_id: Mapped[int | None] = mapped_column(ForeignKey(Application.id))
    act: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    link: Mapped[str]
    created_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    user: Mapped[User] = relationship()
