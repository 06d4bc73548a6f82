"""What happened: an outbox item with its subject, its file, its round and its call."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import current_app
from sqlalchemy import select

from grants.database import Model, db
from grants.models import Application, Call, JournalEntry, Journalled, OutboxItem, Round, User


@dataclass(frozen=True)
class Event:
    """An act that was done, as its notices see it."""

    item: OutboxItem

    @property
    def data(self) -> dict[str, Any]:
        """What the act recorded."""
        return self.item.data

    @cached_property
    def subject(self) -> Any:
        """The row that the act was about."""
        model = {mapper.class_.__tablename__: mapper.class_ for mapper in Model.registry.mappers}
        return db.session.get_one(model[self.item.subject_kind], self.item.subject_id)

    @cached_property
    def application(self) -> Application | None:
        if self.item.application_id is None:
            return None
        return db.session.get_one(Application, self.item.application_id)

    @cached_property
    def round(self) -> Round | None:
        if self.application:
            return self.application.round
        return self.subject if isinstance(self.subject, Round) else getattr(self.subject, "round", None)

    @cached_property
    def call(self) -> Call | None:
        return self.round.call if self.round else None

    @cached_property
    def actor(self) -> User | None:
        """Who did it, as the journal tells."""
        entry = select(JournalEntry.actor_id).filter_by(act=self.item.act, at=self.item.queued_at)
        streams = [each.stream for each in (self.application, self.round) if each]
        streams += [self.subject.stream] if isinstance(self.subject, Journalled) else []
        actor_id = db.session.scalar(entry.where(JournalEntry.stream.in_(streams)).limit(1))
        return db.session.get(User, actor_id) if actor_id else None

    def address(self, path: str) -> str:
        """A page of this site, whole."""
        return f"{current_app.config['BASE_URL'].rstrip('/')}{path}"
