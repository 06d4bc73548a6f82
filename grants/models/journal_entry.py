"""One act, recorded for ever; the personal words it holds stand apart and can be erased."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from grants.database import Model


class Journalled:
    """A subject with its own stream of entries; its row lock is the stream's lock."""

    __tablename__: str
    id: Any

    @property
    def stream(self) -> str:
        return f"{self.__tablename__}:{self.id}"


class JournalEntry(Model):
    __table_args__ = (UniqueConstraint("stream", "seq"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    stream: Mapped[str]
    seq: Mapped[int]
    act: Mapped[str]
    actor_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime]
    data: Mapped[dict[str, Any]]
    hash: Mapped[str]


class PersonalText(Model):
    """Words of a person that an entry refers to by salted digest; deleting the row keeps the chain whole."""

    digest: Mapped[str] = mapped_column(primary_key=True)
    stream: Mapped[str] = mapped_column(index=True)
    salt: Mapped[str]
    text: Mapped[str]


class Seal(Model):
    """The signed heads of the streams that moved since the last seal; kept also outside the database."""

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    last_entry_id: Mapped[int]
    token: Mapped[str]
