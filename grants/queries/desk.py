"""The staff's list of files: filtered by what the person may see, newest first, fast at any size."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, true, tuple_
from sqlalchemy.orm import aliased, contains_eager, defer, joinedload

from grants.database import db
from grants.models import Application, Call, Opinion, Organisation, Review, ReviewStatus, Round, SearchWord, User
from grants.policies.applications import staff_scopes
from grants.policies.held import held_roles, recused, services
from grants.policies.roles import BY_ASSIGNMENT
from grants.values import clock
from grants.values.stems import stems
from workflows.registry import WORKFLOWS
from workflows.roles import Role
from workflows.states import OpinionState

PAGE = 50
MOST = 1000
Cursor = tuple[datetime, int]
OUTSIDE = (Role.APPLICANT, Role.REPRESENTATIVE)
READ = (  # what a line says, and what its date follows from: fifty whole files would be read for nothing
    defer(Application.source),
    joinedload(Application.organisation).load_only(Organisation.name),
    joinedload(Application.round).load_only(Round.decisions_at, Round.stages),
    joinedload(Application.call).load_only(Call.short_title),
)


@dataclass(frozen=True)
class Search:
    """What the person asked for; `after` and `before` say where a page begins (submitted_at, id)."""

    q: str = ""
    state: str = ""
    call: str = ""
    department: str = ""
    is_mine: bool = False  # only what awaits an act of this person
    is_register: bool = False  # what was written in a register, and handed in by nobody
    after: Cursor | None = None
    before: Cursor | None = None


@dataclass(frozen=True)
class Page:
    """One page of files, where the pages beside it begin, and how many files there are (MOST + 1: more)."""

    files: Sequence[Application]
    next: Cursor | None
    previous: Cursor | None
    count: int


def page(user: User, search: Search) -> Page:
    """Two statements, whatever the size."""
    wanted = filtered(user, search)
    count = db.session.scalar(select(func.count()).select_from(wanted.limit(MOST + 1).subquery())) or 0
    files = db.session.scalars(in_order(wanted, search)).all()
    more, files = len(files) > PAGE, list(files[:PAGE])
    if search.before:
        files.reverse()
        return Page(files, cursor(files[-1:]), cursor(files[:1]) if more else None, count)
    return Page(files, cursor(files[-1:]) if more else None, cursor(files[:1]) if search.after else None, count)


def in_order(wanted: Select[Any], search: Search) -> Select[Any]:
    """The rows of one page and one more, read along the index (submitted_at, id); a register by its ids alone."""
    columns = [Application.id] if search.is_register else [Application.submitted_at, Application.id]
    key, kept = tuple_(*columns), -len(columns)
    files = wanted.with_only_columns(Application).options(*READ)
    if search.before:
        files = files.where(key > search.before[kept:]).order_by(*columns)
    else:
        files = files.where(key < search.after[kept:]) if search.after else files
        files = files.order_by(*(each.desc() for each in columns))
    return files.limit(PAGE + 1)


def cursor(files: Sequence[Application]) -> Cursor | None:
    """Where a file stands in the order; one that nobody handed in is placed by its id alone."""
    return ((files[0].submitted_at or files[0].started_at).astimezone(UTC), files[0].id) if files else None


def filtered(user: User, search: Search) -> Select[Any]:
    """The ids of all the files that answer, in no order."""
    wanted = select(Application.id).where(in_register() if search.is_register else handed_in(), readable(user))
    if search.call:
        wanted = wanted.where(Application.call_id == select(Call.id).filter_by(key=search.call).scalar_subquery())
    if search.department:
        wanted = wanted.where(Application.department == search.department)
    if search.state:
        wanted = wanted.where(in_states(having(search.state)))
    if search.is_mine:
        wanted = wanted.where(awaiting(user))
    for word in sorted(stems(search.q)):
        said = aliased(SearchWord)  # joined, not gathered: the count of a common word stops at its thousandth file
        wanted = wanted.join(said, and_(said.application_id == Application.id, said.word == word))
    return wanted


def handed_in() -> ColumnElement[bool]:
    return Application.submitted_at.is_not(None)


def in_register() -> ColumnElement[bool]:
    """Files of calls where nobody applies: entries, facts taken from a report, and those being prepared."""
    return Application.call_id.in_(select(Call.id).where(Call.is_recorded))


def registers(user: User) -> Sequence[Round]:
    """The rounds in whose register this person writes."""
    calls = {each.call_id for each in user.appointments if each.role is Role.INSTRUCTOR}
    if not calls:
        return []
    mine = true() if None in calls else Round.call_id.in_(calls)
    here = select(Round).join(Round.call).where(Call.is_recorded, mine).options(contains_eager(Round.call))
    return db.session.scalars(here.order_by(Call.short_title, Round.id)).all()


def readable(user: User) -> ColumnElement[bool]:
    """What the person's offices open; no condition to slow the walk when one of them opens everything."""
    if not user.is_enabled:
        return false()
    everything = opens_everything(user)
    scopes = staff_scopes(user)
    return and_(true() if everything else or_(*scopes) if scopes else false(), ~recused(user))


def opens_everything(user: User) -> bool:
    """Whether an appointment or a delegation in force has no limit."""
    limits = [
        (each.call_id, each.department, each.theme) for each in user.appointments if each.role not in BY_ASSIGNMENT
    ]
    today = clock.today()
    signs = any(each.kind is None and each.covers(kind="", day=today) for each in user.delegations)
    return signs or (None, None, None) in limits


def having(state: str) -> dict[str, list[str]]:
    """The workflows that know this state."""
    return {
        key: [state] for key, each in WORKFLOWS.items() if each.name.endswith(".application") and state in each.steps
    }


def in_states(states: dict[str, list[str]]) -> ColumnElement[bool]:
    """Workflow and state together, as the index has them."""
    pairs = [and_(Application.workflow_key == key, Application.state.in_(each)) for key, each in states.items()]
    return or_(*pairs) if pairs else false()


def awaiting(user: User) -> ColumnElement[bool]:
    """The files that wait for an act of one of this person's roles."""
    held = held_roles(user) - set(OUTSIDE)
    states = {
        key: [state for state, step in each.steps.items() if step.awaits in held]
        for key, each in WORKFLOWS.items()
        if each.name.endswith(".application")
    }
    mine = select(Review.application_id).filter_by(reviewer_id=user.id, status=ReviewStatus.ASSIGNED)
    asked = select(Opinion.application_id).where(
        Opinion.service.in_(services(user)), Opinion.state == OpinionState.ASKED
    )
    return or_(
        in_states({key: found for key, found in states.items() if found}),
        Application.id.in_(mine),
        Application.id.in_(asked),
    )


def calls() -> Sequence[Any]:
    """The calls that can be chosen in a filter: (key, short title)."""
    return db.session.execute(select(Call.key, Call.short_title).order_by(Call.id.desc())).all()
