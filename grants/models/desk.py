"""What the people who instruct keep for themselves: private notes, saved searches, acts on many files at once."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.database import Model
from grants.models.application import Application
from grants.models.user import User


class DeskNote(Model):
    """A note between those who instruct a file; neither its organisation nor any export reads it."""

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey(Application.id), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    body: Mapped[str]
    written_at: Mapped[datetime]
    application: Mapped[Application] = relationship()
    author: Mapped[User] = relationship()


class SavedSearch(Model):
    """A search of the desk that its person named; its words stand in its address, which anybody may be given."""

    __table_args__ = (UniqueConstraint("user_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    name: Mapped[str]
    words: Mapped[str]  # what stands after the « ? » of its address
    saved_at: Mapped[datetime]


class BulkAct(Model):
    """One act asked on many files at once: what was asked, and what became of each, written as it goes."""

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(unique=True)  # of the page that asked: a button pressed twice is one act
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id), index=True)
    act: Mapped[str]
    wanted: Mapped[int]  # how many files were asked
    results: Mapped[list[Any]]  # [{number, name, reasons}]: no reason where it is done
    asked_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
