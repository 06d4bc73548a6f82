"""What an applicant wrote, section by section, and the frozen copies of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.database import Model
from grants.models.application import Application
from grants.models.user import User
from grants.models.workflow_state import Versioned


class Answer(Versioned, Model):
    """One section of one form; versioned alone, so that two members work side by side."""

    __table_args__ = (UniqueConstraint("application_id", "form_key", "section_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey(Application.id))
    form_key: Mapped[str]
    section_key: Mapped[str]
    values: Mapped[dict[str, Any]]  # question key → what was typed, kept even when it is not yet right
    saved_at: Mapped[datetime]
    saved_by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    saved_by: Mapped[User] = relationship()


class Snapshot(Model):
    """The content of a file frozen at one act, with its hash; never changed."""

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey(Application.id), index=True)
    act: Mapped[str]
    content: Mapped[dict[str, Any]]
    digest: Mapped[str]
    taken_at: Mapped[datetime]


class Receipt(Model):
    """The proof of a deposit (récépissé), checked by anyone with its code."""

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey(Application.id), index=True)
    snapshot_id: Mapped[int] = mapped_column(ForeignKey(Snapshot.id))
    code: Mapped[str] = mapped_column(unique=True)
    issued_at: Mapped[datetime]
    application: Mapped[Application] = relationship()
    snapshot: Mapped[Snapshot] = relationship()
