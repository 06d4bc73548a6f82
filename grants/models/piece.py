"""Files joined to an application (pièces), stored once by content."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.database import Model
from grants.models.application import Application
from grants.models.organisation import Organisation
from grants.models.user import User


class Scan(StrEnum):
    """What the antivirus said of a content: never asked, not yet, nothing found, a danger found."""

    NONE = "none"
    WAITING = "waiting"
    CLEAN = "clean"
    FOUND = "found"


class StoredFile(Model):
    digest: Mapped[str] = mapped_column(primary_key=True)
    size: Mapped[int]
    media_type: Mapped[str]
    created_at: Mapped[datetime]
    scan: Mapped[Scan] = mapped_column(default=Scan.NONE, server_default=Scan.NONE)


class Piece(Model):
    """One answer to one demanded piece; a replaced one stays in the history."""

    __table_args__ = (Index("ix_piece_application_id_key", "application_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey(Application.id))
    organisation_id: Mapped[int] = mapped_column(ForeignKey(Organisation.id), index=True)
    key: Mapped[str]
    name: Mapped[str]
    digest: Mapped[str] = mapped_column(ForeignKey(StoredFile.digest))
    uploaded_at: Mapped[datetime]
    uploaded_by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    replaced_at: Mapped[datetime | None]
    is_accepted: Mapped[bool | None]  # the instructor's check: yes, no, not yet looked at
    refusal_reason: Mapped[str | None]
    notes: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")  # what was taken out, a sentence each
    file: Mapped[StoredFile] = relationship()
    application: Mapped[Application] = relationship()
