"""What happened to a file, as its journal tells it: acts, personal words, and the way through the states."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select

from grants.database import db
from grants.models import Application, JournalEntry, Journalled, PersonalText, User
from workflows.words.told import SEEN_BY_APPLICANTS

FOLDED = frozenset({"application.edit", "report.edit"})  # acts that say nothing more when they are repeated
DEEPER = 10  # how many times the lines wanted are read, so that folding leaves enough of them


@dataclass(frozen=True)
class Told:
    """One act, with its actor's name and the words that were said with it (None once erased)."""

    act: str
    at: datetime
    actor: str
    data: dict[str, Any]
    said: dict[str, str | None]
    times: int = 1  # in a row, the last at `at`


@dataclass(frozen=True)
class Passage:
    """A state that a subject has been in, since when, and by whose act."""

    state: str
    at: datetime
    actor: str


def of_staff(owner: Journalled, *, limit: int | None = None) -> list[Told]:
    """All acts on a file or a round, last first, but those on scenarios, which are their author's; two statements."""
    return folded(entries(owner.stream).where(JournalEntry.act.not_like("scenario.%")), limit)


def of_applicants(application: Application, *, limit: int | None = None) -> list[Told]:
    """The acts that the organisation reads, last first; a ruling only once it is published."""
    mine = entries(application.stream).where(JournalEntry.act.in_(SEEN_BY_APPLICANTS))
    return folded(mine, limit)


def said_by(owner: Journalled, acts: Sequence[str]) -> Told | None:
    """The last of these acts, with the words said with it."""
    last = entries(owner.stream).where(JournalEntry.act.in_(acts)).order_by(JournalEntry.seq.desc()).limit(1)
    return next(iter(told(last)), None)


def folded(acts: Any, limit: int | None) -> list[Told]:
    """Last first; the same act repeated by the same person is one line, with its count and its last time."""
    lines: list[Told] = []
    for each in told(acts.order_by(JournalEntry.seq.desc()).limit(limit and limit * DEEPER)):
        last = lines[-1] if lines else None
        if last and each.act in FOLDED and (each.act, each.actor) == (last.act, last.actor):
            lines[-1] = replace(last, times=last.times + 1)
        else:
            lines.append(each)
    return lines[:limit]


def entries(stream: str) -> Any:
    return select(JournalEntry, User.name).join(User, User.id == JournalEntry.actor_id).filter_by(stream=stream)


def told(statement: Any) -> list[Told]:
    rows = db.session.execute(statement).all()
    words = texts([digest for entry, _ in rows for digest in entry.data.get("said", {}).values()])
    return [
        Told(entry.act, entry.at, actor, entry.data, {
            name: words.get(digest) for name, digest in entry.data.get("said", {}).items()
        })
        for entry, actor in rows
    ]  # fmt: skip


def texts(digests: Sequence[str]) -> dict[str, str]:
    """The personal words that still exist, by digest; one statement."""
    if not digests:
        return {}
    kept = select(PersonalText.digest, PersonalText.text).where(PersonalText.digest.in_(digests))
    return {row.digest: row.text for row in db.session.execute(kept)}


def passed(subject: Any) -> list[Passage]:
    """The states that a subject has gone through, first to last; the journal of its file or round knows them."""
    owner = subject if isinstance(subject, Journalled) else getattr(subject, "application", None) or subject.round
    rows = db.session.execute(entries(owner.stream).order_by(JournalEntry.seq)).all()
    return [
        Passage(entry.data["target"], entry.at, actor)
        for entry, actor in rows
        if "target" in entry.data and is_about(subject, owner, entry.data)
    ]


def is_about(subject: Any, owner: Any, data: dict[str, Any]) -> bool:
    """An entry about something else of the same file names it."""
    named = (data.get("subject"), data.get("subject_id"))
    return named == ((None, None) if subject is owner else (subject.__tablename__, subject.id))
