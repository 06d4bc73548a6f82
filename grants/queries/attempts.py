"""What the guards may look at: who this is on this subject, who did what before, what was counted."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cached_property, singledispatch
from typing import Any

from sqlalchemy import select

from grants.database import db
from grants.models import JournalEntry, Journalled, User
from grants.policies.roles import roles_on
from grants.queries import facts
from workflows.engine import Attempt
from workflows.roles import Role


def attempt(user: User, subject: Any, *, at: datetime, roles: frozenset[Role] | None = None) -> Attempt:
    """One person about to act on one subject; roles: who they are on it, when it is known already."""
    found = facts.facts_of(subject, at)
    held = roles_on(user, subject) if roles is None else roles
    return Attempt(subject, user.id, held, at, Earlier(stream_of(subject)), found)


class Earlier(Mapping[str, frozenset[int]]):
    """Act → the people who have done it on this file; the journal is read when a duty asks."""

    def __init__(self, stream: str) -> None:
        self.stream = stream

    @cached_property
    def acts(self) -> dict[str, frozenset[int]]:
        return earlier_acts(self.stream)

    def __getitem__(self, act: str) -> frozenset[int]:
        return self.acts[act]

    def __iter__(self) -> Iterator[str]:
        return iter(self.acts)

    def __len__(self) -> int:
        return len(self.acts)


def earlier_acts(stream: str) -> dict[str, frozenset[int]]:
    earlier: dict[str, frozenset[int]] = defaultdict(frozenset)
    past = select(JournalEntry.act, JournalEntry.actor_id).filter_by(stream=stream).distinct()
    for act, actor_id in db.session.execute(past):
        earlier[act] |= {actor_id}
    return dict(earlier)


@singledispatch
def stream_of(subject: Any) -> str:
    """The stream of the file, or of the round, that this belongs to."""
    owner: Journalled = subject.application if hasattr(subject, "application") else subject.round
    return owner.stream


@stream_of.register
def _(subject: Journalled) -> str:
    return subject.stream
