"""What the members of a file write to each other while they fill it in; the State never reads it."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.database import Model
from grants.models.application import Application
from grants.models.user import User


class Note(Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey(Application.id), index=True)
    section_key: Mapped[str] = mapped_column(default="")  # the page it is about; empty: the whole file
    author_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    body: Mapped[str]
    written_at: Mapped[datetime]
    application: Mapped[Application] = relationship()
    author: Mapped[User] = relationship()
