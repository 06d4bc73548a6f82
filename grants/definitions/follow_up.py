"""What a laureate owes after the ruling: reports, indicators, evaluation, publication."""

from typing import Literal

from pydantic import Field

from grants.definitions.base import Day, Key, Line, Part, Text, Year
from grants.definitions.condition import Condition
from grants.definitions.question import Piece, Question


class ReportDue(Part):
    """One of: so many months after the end of the exercise, a day, or each month until a day."""

    after: Literal["exercise_end", "agreement_notified"] | None = None
    months: int | None = Field(None, ge=0, le=60)
    on: Day | None = None
    every: Literal["month", "year"] | None = None
    day: int | None = Field(None, ge=1, le=31)
    until: Day | None = None


class ReportDefinition(Part):
    """One report to give (compte rendu, bilan)."""

    key: Key
    kind: Literal["interim", "final", "monthly"]
    label: Line
    due: ReportDue
    reminders_days: list[int] = []
    releases: Key | None = None
    blocks_new_application: bool
    questions: list[Question] = Field(min_length=1)
    pieces: list[Piece] = []


class Indicator(Part):
    """What is counted, how, and whether a target is asked."""

    key: Key
    label: Line
    unit: Line
    aggregate: Literal["sum", "ratio", "last"]
    numerator: str | None = None
    denominator: str | None = None
    target: Literal["asked", "computed", "none"]
    target_required: bool
    monthly: bool = False
    by_year: bool = False
    show_if: Condition | None = None
    count_rule: Text


class EvaluationPlan(Part):
    planned_year: Year
    by: Literal["instructor", "outside_evaluator"]
    approved_by: Literal["commissioner"]
    note: Text | None = None


class FollowUp(Part):
    steering_committee_per_year: int = Field(ge=0, le=12)
    site_visit_per_year: int = Field(ge=0, le=12)


class Publication(Part):
    laureates: bool
    published_from: Literal["announced_at", "notified_at"]
