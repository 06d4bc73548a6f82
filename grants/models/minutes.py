"""The minutes of a meeting (procès-verbal): every version that was written, and who signed which."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.database import Model
from grants.models.meeting import Meeting
from grants.models.user import User


class Signatory(StrEnum):
    PRESIDENT = "president"  # présidence
    SECRETARY = "secretary"  # secrétariat


class MinutesVersion(Model):
    """One text of the minutes; a correction writes the next, and changes none."""

    __table_args__ = (UniqueConstraint("meeting_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey(Meeting.id))
    number: Mapped[int]
    text: Mapped[str]
    digest: Mapped[str]  # SHA-256 of the text
    reason: Mapped[str]  # why it was corrected; empty for the first
    written_at: Mapped[datetime]
    written_by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    written_by: Mapped[User] = relationship()


class MinutesSignature(Model):
    """One person’s signature under one text, told by its digest: it says nothing of another text."""

    __table_args__ = (
        UniqueConstraint("meeting_id", "digest", "signatory"),
        UniqueConstraint("meeting_id", "digest", "user_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey(Meeting.id))
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    signatory: Mapped[Signatory]
    digest: Mapped[str]
    signed_at: Mapped[datetime]
    user: Mapped[User] = relationship()
