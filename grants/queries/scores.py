"""Scores as they are read: against the thresholds of the grid, and with what they were before."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from grants.definitions.assessment import GridDefinition
from grants.definitions.scoring import discussed_first
from grants.models import Application, JournalEntry, Review, ReviewStatus
from grants.queries import timelines

SCORES = ("review.score", "review.revise")


@dataclass(frozen=True)
class Seen:
    """One reading; `low`: the criteria under their threshold, `is_low`: one of them, or the whole, is under it."""

    review: Review
    low: frozenset[str] = frozenset()
    is_low: bool = False


@dataclass(frozen=True)
class Change:
    """A score given or revised: by whom, when, from what to what, why (None once erased)."""

    at: datetime
    who: str
    before: Decimal | None
    after: Decimal
    reason: str | None
    criteria: dict[str, tuple[int | None, int | None]] = field(default_factory=dict)  # those that changed


def seen(review: Review, grid: GridDefinition | None) -> Seen:
    if grid is None or review.status is not ReviewStatus.SCORED:
        return Seen(review)
    marks = {key: each["mark"] for key, each in review.marks.items()}
    low = frozenset(
        each.key for each in grid.criteria
        if each.threshold is not None and (mark := marks.get(each.key)) is not None and mark < each.threshold
    )  # fmt: skip
    return Seen(review, low, discussed_first(grid, marks))


def history(application: Application, *readings: Review) -> list[Change]:
    """Every score of these readings that the journal holds, the last first; two statements."""
    wanted = {each.id for each in readings}
    acts = timelines.entries(application.stream).where(JournalEntry.act.in_(SCORES))
    told = timelines.told(acts.order_by(JournalEntry.seq.desc()))
    return [change(each) for each in told if each.data["review_id"] in wanted]


def change(told: timelines.Told) -> Change:
    before = told.data.get("from_total")
    marks, earlier = told.data["marks"], told.data.get("from_marks", {})
    moved = {key: (earlier[key], mark) for key, mark in marks.items() if key in earlier and earlier[key] != mark}
    return Change(
        told.at, told.actor, Decimal(before) if before else None, Decimal(told.data["total"]),
        told.said.get("reason", ""), moved,
    )  # fmt: skip
