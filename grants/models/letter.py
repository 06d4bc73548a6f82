"""A letter issued by an act: its words are frozen in the transaction, its PDF made later by a job."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.database import Model
from grants.models.application import Application
from grants.models.round import Round
from grants.models.ruling import Ruling
from grants.models.user import User
from grants.models.workflow_state import Versioned

WAITING = text("status = 'frozen'")


class Letter(Versioned, Model):
    """What makes its PDF writes by statements of its own: the version that a person saw stays."""

    __table_args__ = (Index("ix_letter_waiting", "id", sqlite_where=WAITING, postgresql_where=WAITING),)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int | None] = mapped_column(ForeignKey(Application.id), index=True)
    round_id: Mapped[int | None] = mapped_column(ForeignKey(Round.id))
    act: Mapped[str]
    template_key: Mapped[str]
    reference: Mapped[str] = mapped_column(unique=True)
    context: Mapped[dict[str, Any]]  # the frozen variables
    recipient_name: Mapped[str]
    issued_at: Mapped[datetime]
    released_at: Mapped[datetime | None]  # when the recipient may read it
    ruling_id: Mapped[int | None] = mapped_column(ForeignKey(Ruling.id), index=True)
    status: Mapped[str] = mapped_column(default="frozen")  # frozen, rendered, failed
    claimed_until: Mapped[datetime | None]  # a worker makes the PDF: whoever finds it later than this begins again
    failure: Mapped[str | None]  # why no PDF could be made
    file_digest: Mapped[str | None] = mapped_column(ForeignKey("stored_file.digest"))
    signed_at: Mapped[datetime | None]
    signed_digest: Mapped[str | None] = mapped_column(ForeignKey("stored_file.digest"))
    signature: Mapped[dict[str, Any]] = mapped_column(default=dict)  # how: ink or pades, who, what was checked
    signed_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))  # who joined the signed letter
    superseded_at: Mapped[datetime | None]
    application: Mapped[Application | None] = relationship()
    ruling: Mapped[Ruling | None] = relationship()

    @property
    def is_signed(self) -> bool:
        return self.signed_digest is not None

    @property
    def signed_on(self) -> date | None:
        """The day of the signature, as it says itself or as whoever joined it says."""
        return date.fromisoformat(self.signature["signed_on"]) if self.is_signed else None

    @property
    def digest(self) -> str | None:
        """The content that its recipient reads: signed where it was signed."""
        return self.signed_digest or self.file_digest
