"""A letter issued by an act: its words are frozen in the transaction, its PDF made later by a job."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.database import Model
from grants.models.application import Application
from grants.models.round import Round


class Letter(Model):
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
    status: Mapped[str] = mapped_column(default="frozen")  # frozen, rendered
    file_digest: Mapped[str | None] = mapped_column(ForeignKey("stored_file.digest"))
    superseded_at: Mapped[datetime | None]
    application: Mapped[Application | None] = relationship()
