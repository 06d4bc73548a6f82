"""One campaign of one kind (appel à projets), and its definition as a file, version by version."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.database import Model
from grants.definitions.call import CallFile
from grants.models.programme import Programme

if TYPE_CHECKING:
    from grants.models.round import Round

PARSED: dict[str, CallFile] = {}  # by digest: a definition never changes, and reading one takes milliseconds


class Call(Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str] = mapped_column(index=True)
    prefix: Mapped[str] = mapped_column(unique=True)  # of file numbers: "CC20"
    title: Mapped[str]
    short_title: Mapped[str]
    summary: Mapped[str]
    last_rank: Mapped[int] = mapped_column(default=0)
    source_kind: Mapped[str | None]  # the word of the 2020 report
    is_recorded: Mapped[bool] = mapped_column(default=False)  # nobody applies: a service records
    is_historical: Mapped[bool] = mapped_column(default=False)
    programme_id: Mapped[int | None] = mapped_column(ForeignKey(Programme.id))
    definition_id: Mapped[int | None] = mapped_column(ForeignKey("call_definition.id", use_alter=True))
    programme: Mapped[Programme | None] = relationship()
    definition: Mapped["CallDefinition"] = relationship(foreign_keys=definition_id, post_update=True)
    rounds: Mapped[list["Round"]] = relationship(order_by="Round.number", back_populates="call")

    @property
    def file(self) -> CallFile:
        return self.definition.file


class CallDefinition(Model):
    """One version of a call's file; applications keep the one they began with."""

    __table_args__ = (UniqueConstraint("call_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey(Call.id))
    number: Mapped[int]
    digest: Mapped[str]
    # Deferred: 60 kB of JSON that a process reads once, then knows by its digest.
    content: Mapped[dict[str, Any]] = mapped_column(deferred=True)
    created_at: Mapped[datetime]
    is_offered: Mapped[bool] = mapped_column(default=False, server_default=false())  # drafts of before may take it up
    is_blind: Mapped[bool] = mapped_column(default=False, server_default=false())  # reviewers do not know whose it is

    @property
    def file(self) -> CallFile:
        if self.digest not in PARSED:
            PARSED[self.digest] = CallFile.model_validate(self.content)
        return PARSED[self.digest]
