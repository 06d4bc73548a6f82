"""A file that arrives in parts (envoi), until it is a piece."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.database import Model
from grants.models.application import Application
from grants.models.piece import Piece
from grants.models.user import User


class Upload(Model):
    """One person's sending of one file; how far it has come is said by the disk, not here."""

    __table_args__ = (Index("ix_upload_user_id_began_at", "user_id", "began_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(unique=True)
    application_id: Mapped[int] = mapped_column(ForeignKey(Application.id), index=True)
    key: Mapped[str]
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    name: Mapped[str]  # as the person's device calls it
    mark: Mapped[str]  # what tells this file from another of the same name and size, said by the browser
    size: Mapped[int]  # bytes announced
    began_at: Mapped[datetime]
    arrived_at: Mapped[datetime | None]  # when the last byte was on our disk: the instant that counts
    piece_id: Mapped[int | None] = mapped_column(ForeignKey(Piece.id))  # what it became
    application: Mapped[Application] = relationship()
