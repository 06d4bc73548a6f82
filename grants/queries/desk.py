"""The staff's list of files: filtered by what the person may see, in one of two orders, fast at any size."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from sqlalchemy import Select, func, select, tuple_
from sqlalchemy.orm import defer, joinedload

from grants.database import db
from grants.models import Application, Call, Organisation, Programme, Round, User
from grants.queries.desk_filters import Cursor, Search, filtered, registers

__all__ = ["MOST", "PAGE", "Cursor", "Page", "Search", "calls", "engagements", "filtered", "page", "registers"]

PAGE = 50
MOST = 1000
READ = (  # what a line says, and what its date follows from: fifty whole files would be read for nothing
    defer(Application.source),
    joinedload(Application.organisation).load_only(Organisation.name),
    joinedload(Application.round).load_only(Round.decisions_at, Round.stages),
    joinedload(Application.call).load_only(Call.short_title),
)


@dataclass(frozen=True)
class Page:
    """One page of files, where the pages beside it begin, and how many files there are by state (MOST + 1: more)."""

    files: Sequence[Application]
    next: Cursor | None
    previous: Cursor | None
    states: dict[str, int]

    @property
    def count(self) -> int:
        return sum(self.states.values())


def page(user: User, search: Search) -> Page:
    """Two statements, whatever the size."""
    wanted = filtered(user, search)
    files = db.session.scalars(in_order(wanted, search)).all()
    states, more, files = by_state(wanted), len(files) > PAGE, list(files[:PAGE])
    if search.before:
        files.reverse()
        return Page(files, place(files[-1:], search), place(files[:1], search) if more else None, states)
    following, earlier = place(files[-1:], search) if more else None, search.after and place(files[:1], search)
    return Page(files, following, earlier or None, states)


def by_state(wanted: Select[Any]) -> dict[str, int]:
    """How many files are in each state, among the first thousand and one."""
    found = wanted.with_only_columns(Application.state).limit(MOST + 1).subquery()
    rows = db.session.execute(select(found.c.state, func.count()).group_by(found.c.state))
    return {row[0]: row[1] for row in rows}


def in_order(wanted: Select[Any], search: Search) -> Select[Any]:
    """The rows of one page and one more, read along an index; a register by its ids alone."""
    columns: list[Any] = [Application.id]
    if not search.is_register:
        columns.insert(0, Application.due_at if search.is_by_due else Application.submitted_at)
    key, kept = tuple_(*columns), -len(columns)
    files = wanted.with_only_columns(Application).options(*READ)
    begins, is_rising = search.before or search.after, search.is_by_due != bool(search.before)
    if begins:
        files = files.where(key > begins[kept:] if is_rising else key < begins[kept:])
    return files.order_by(*(each if is_rising else each.desc() for each in columns)).limit(PAGE + 1)


def place(files: Sequence[Application], search: Search) -> Cursor | None:
    """Where a file stands in the order; one that nobody handed in is placed by its id alone."""
    if not files:
        return None
    at = files[0].due_at if search.is_by_due else files[0].submitted_at or files[0].started_at
    return at.astimezone(UTC), files[0].id


def calls() -> Sequence[Any]:
    """The calls that can be chosen in a filter: (key, short title)."""
    return db.session.execute(select(Call.key, Call.short_title).order_by(Call.id.desc())).all()


def engagements() -> dict[str, str]:
    """The engagements of the first programme, by number; their numbers alone where there is no programme."""
    told = db.session.scalar(select(Programme.engagements).order_by(Programme.id).limit(1)) or []
    labels = {str(each["number"]): f"{each['number']}. {each['label']}" for each in told}
    return labels or {str(number): str(number) for number in range(1, 6)}
