"""What the guards may look at: who this is on this subject, who did what before, what was counted."""

from collections import defaultdict
from datetime import datetime
from functools import singledispatch
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
    return Attempt(subject, user.id, held, at, earlier_acts(stream_of(subject)), found)


def earlier_acts(stream: str) -> dict[str, frozenset[int]]:
    """Act → the people who have done it on this file."""
    earlier: dict[str, frozenset[int]] = defaultdict(frozenset)
    past = select(JournalEntry.act, JournalEntry.actor_id).filter_by(stream=stream).distinct()
    for act, actor_id in db.session.execute(past):
        earlier[act] |= {actor_id}
    return earlier


@singledispatch
def stream_of(subject: Any) -> str:
    """The stream of the file, or of the round, that this belongs to."""
    owner: Journalled = subject.application if hasattr(subject, "application") else subject.round
    return owner.stream


@stream_of.register
def _(subject: Journalled) -> str:
    return subject.stream
