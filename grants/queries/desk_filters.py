"""Which files a search of the desk is about: what the person may see, then what they asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, or_, select, true
from sqlalchemy.orm import aliased, contains_eager

from grants.database import db
from grants.models import Application, Call, Opinion, Organisation, Review, ReviewStatus, Round, SearchWord, User
from grants.policies.applications import staff_scopes
from grants.policies.blinding import blind_files
from grants.policies.held import held_roles, recused, services
from grants.policies.roles import BY_ASSIGNMENT
from grants.values import clock, identifiers
from grants.values.money import Money
from grants.values.stems import stems, unaccented
from workflows.registry import WORKFLOWS
from workflows.roles import Role
from workflows.states import OpinionState

OUTSIDE = (Role.APPLICANT, Role.REPRESENTATIVE)
Cursor = tuple[datetime, int]
DUE, FILED = "echeance", "depot"  # the two orders of a list: by what is awaited first, by what came last


@dataclass(frozen=True)
class Search:
    """What the person asked for; `after` and `before` say where a page begins (the order's date, id)."""

    q: str = ""
    state: str = ""
    call: str = ""
    department: str = ""
    theme: str = ""
    engagement: int | None = None
    at_least: Money | None = None
    at_most: Money | None = None
    organisation: str = ""
    is_mine: bool = False  # only what awaits an act of this person
    is_register: bool = False  # what was written in a register, and handed in by nobody
    order: str = ""
    after: Cursor | None = None
    before: Cursor | None = None

    @property
    def is_by_due(self) -> bool:
        """What awaits an act is read by its date, unless the person asks otherwise."""
        return not self.is_register and (self.order == DUE or (self.is_mine and self.order != FILED))


def filtered(user: User, search: Search) -> Select[Any]:
    """The ids of all the files that answer, in no order."""
    wanted = select(Application.id).where(in_register() if search.is_register else handed_in(), readable(user))
    if search.call:
        wanted = wanted.where(Application.call_id == select(Call.id).filter_by(key=search.call).scalar_subquery())
    if search.state:
        wanted = wanted.where(in_states(having(search.state)))
    wanted = wanted.where(*(column == value for column, value in exact(search) if value), *between(search))
    if search.organisation:
        wanted = wanted.where(Application.organisation_id.in_(named(search.organisation)))
    if search.is_mine:
        wanted = wanted.where(awaiting(user))
    if (search.q or search.organisation) and (blind := blind_files(user)):
        wanted = wanted.where(Application.id.not_in(blind))  # found by its name, a file would tell whose it is
    for word in sorted(stems(search.q)):
        said = aliased(SearchWord)  # joined, not gathered: the count of a common word stops at its thousandth file
        wanted = wanted.join(said, and_(said.application_id == Application.id, said.word == word))
    return wanted


def exact(search: Search) -> list[tuple[Any, Any]]:
    return [
        (Application.department, search.department),
        (Application.theme, search.theme),
        (Application.engagement, search.engagement),
    ]


def between(search: Search) -> list[ColumnElement[bool]]:
    """The sums asked, both ends included."""
    ends = []
    if search.at_least is not None:
        ends.append(Application.requested_amount >= search.at_least)
    if search.at_most is not None:
        ends.append(Application.requested_amount <= search.at_most)
    return ends


def named(words: str) -> Select[int]:
    """The organisations whose name has these words, in any case and without accents, or that have this SIRET."""
    number = identifiers.compact(words)
    here = Organisation.sort_name.contains(unaccented(words), autoescape=True)
    return select(Organisation.id).where(or_(here, Organisation.siret == number) if number else here)


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
