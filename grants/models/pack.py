"""The documents of a meeting made for one person (dossier de séance)."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.database import Model
from grants.models.meeting import Meeting
from grants.models.piece import StoredFile
from grants.models.user import User


class PackStatus(StrEnum):
    WAITING = "waiting"
    GATHERING = "gathering"  # file by file
    SETTING = "setting"  # the pages are laid out
    READY = "ready"
    FAILED = "failed"


class MeetingPack(Model):
    """One PDF, with the files that its reader could see when it was made."""

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey(Meeting.id), index=True)
    reader_id: Mapped[int] = mapped_column(ForeignKey(User.id), index=True)
    asked_at: Mapped[datetime]
    status: Mapped[PackStatus] = mapped_column(default=PackStatus.WAITING)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    moved_at: Mapped[datetime]  # when the job last said how far it is
    application_ids: Mapped[list[Any]] = mapped_column(default=list)
    digest: Mapped[str | None] = mapped_column(ForeignKey(StoredFile.digest))
    size: Mapped[int | None]
    meeting: Mapped[Meeting] = relationship()
