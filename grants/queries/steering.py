"""Figures of the calls in progress, each computed from rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select

from grants.database import db
from grants.models import Application, Call, Envelope, Round, Ruling, User, Verdict
from grants.policies.applications import visible_to
from grants.values.money import Money
from workflows.registry import WORKFLOWS


@dataclass(frozen=True)
class Credits:
    """Envelopes added up: voted, charged, left; totals stay whole for everybody (domain: recusals)."""

    label: str
    voted: Money
    charged: Money

    @property
    def left(self) -> Money:
        return self.voted - self.charged


def credits_by_department() -> list[tuple[str | None, Credits]]:
    """One row a department, of the rounds that live here; None is what no department keeps."""
    sums = select(Envelope.department, func.sum(Envelope.amount), func.sum(Envelope.charged)).join(Round)
    rows = db.session.execute(
        sums.where(~Round.is_historical).group_by(Envelope.department).order_by(Envelope.department)
    )
    return [(code, Credits(code or "", as_money(voted), as_money(charged))) for code, voted, charged in rows]


def as_money(summed: object) -> Money:
    """PostgreSQL adds whole cents up as a decimal, SQLAlchemy gives the sum the column's type or leaves it."""
    if isinstance(summed, Money):
        return summed
    return Money(int(str(summed or 0)))


def files_by_state(user: User) -> list[tuple[str, str, int]]:
    """(state, words, how many) of the files that live here and that this person sees, drafts left out."""
    counted = select(Application.workflow_key, Application.state, func.count()).where(*living(user))
    found: dict[tuple[str, str], int] = {}
    for key, state, count in db.session.execute(counted.group_by(Application.workflow_key, Application.state)):
        words = WORKFLOWS[key].steps[state].staff
        found[state, words] = found.get((state, words), 0) + count
    order = [state for workflow in WORKFLOWS.values() for state in workflow.steps]
    ordered = sorted(found, key=lambda each: order.index(each[0]))
    return [(state, words, found[state, words]) for state, words in ordered]


def files_by_department(user: User) -> dict[str, int]:
    """How many files of each department; a regional one counts as "52" and inflates no department."""
    counted = select(Application.department, func.count()).where(*living(user)).group_by(Application.department)
    return {code or "": count for code, count in db.session.execute(counted)}


def living(user: User) -> tuple[ColumnElement[bool], ...]:
    return (visible_to(user), ~Application.is_historical, Application.submitted_at.is_not(None))


def awarded(user: User) -> tuple[int, Money]:
    """How many files were awarded by a ruling in force, and for how much in all."""
    mine = select(func.count(func.distinct(Ruling.application_id)), func.sum(Ruling.amount)).join(Application)
    in_force = mine.where(Ruling.is_in_force, Ruling.verdict == Verdict.AWARD, *living(user))
    count, amount = db.session.execute(in_force).one()
    return count, as_money(amount)


def rounds_by_call() -> Sequence[Any]:
    """Every call with how many rounds it has."""
    counted = select(Call, func.count(Round.id)).outerjoin(Round, Round.call_id == Call.id)
    return db.session.execute(counted.group_by(Call.id).order_by(Call.is_historical, Call.title)).all()
