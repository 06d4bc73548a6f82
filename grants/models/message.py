"""What the applicant and the staff write to each other on a file."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.database import Model
from grants.models.application import Application
from grants.models.piece import StoredFile
from grants.models.user import User


class Message(Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey(Application.id), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    body: Mapped[str]
    sent_at: Mapped[datetime]
    is_from_staff: Mapped[bool]
    application: Mapped[Application] = relationship()
    author: Mapped[User] = relationship()
    pieces: Mapped[list["MessagePiece"]] = relationship(back_populates="message", order_by="MessagePiece.id")


class MessagePiece(Model):
    """A document joined to a message; its content is stored once, whatever else it serves for."""

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey(Message.id), index=True)
    name: Mapped[str]
    digest: Mapped[str] = mapped_column(ForeignKey(StoredFile.digest))
    notes: Mapped[list[Any]] = mapped_column(default=list)  # what was taken out of it, a sentence each
    message: Mapped[Message] = relationship(back_populates="pieces")
    file: Mapped[StoredFile] = relationship()

    @property
    def application(self) -> Application:
        return self.message.application
