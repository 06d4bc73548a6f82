"""Reads of reports: lists filtered by policy, what a page shows, gaps with the forecast."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, tuple_
from sqlalchemy.orm import joinedload

from grants.database import db
from grants.definitions.answers import Context
from grants.definitions.answers.reading import read
from grants.definitions.completeness import visible_among
from grants.definitions.question import Question
from grants.models import Application, Report, User
from grants.policies.applications import visible_to
from grants.queries.completeness import answers_of, form_of_file
from grants.values.budgets import Budget, Gap, gaps

PAGE = 30


def page(
    user: User, *, state: str = "", after: tuple[datetime, int] | None = None, limit: int = PAGE
) -> tuple[list[Report], bool]:
    """One page of the reports on files that this person sees, by due date; whether there are more. One statement."""
    statement = select(Report).join(Application, Application.id == Report.application_id).where(visible_to(user))
    if state:
        statement = statement.where(Report.state == state)
    if after:
        statement = statement.where(tuple_(Report.due_at, Report.id) > after)
    rows = db.session.scalars(with_file(statement).order_by(Report.due_at, Report.id).limit(limit + 1)).all()
    return list(rows[:limit]), len(rows) > limit


def with_file(statement: Any) -> Any:
    file = joinedload(Report.application)
    return statement.options(file.joinedload(Application.organisation), file.joinedload(Application.call))


def of_application(application: Application) -> Sequence[Report]:
    here = select(Report).filter_by(application_id=application.id)
    return db.session.scalars(here.order_by(Report.due_at, Report.id)).all()


def questions_of(report: Report) -> Sequence[Question]:
    """The questions that the call asks in this report."""
    return next((each.questions for each in report.application.file.reports if each.key == report.key), [])


def context_of(report: Report) -> Context:
    """What its questions may refer to: its answers, and those of the file."""
    file = report.application
    return Context(file.file, questions_of(report), report.values, answers_of(file, form_of_file(file)))


def lines(report: Report) -> list[tuple[str, list[str]]]:
    """(question, lines of its answer) of what the report says; budgets and indicators have their own tables."""
    context = context_of(report)
    asked = visible_among(questions_of(report), report.values, {})
    said = [(each, read(each, report.values.get(each.key), context)) for each in asked
            if each.type not in ("budget", "indicators")]  # fmt: skip
    return [(each.label, words) for each, words in said if words]


def budget_gaps(report: Report) -> list[Gap]:
    """Each account, foreseen and done; none without both grids."""
    question = next((each for each in questions_of(report) if each.type == "budget"), None)
    if question is None or not report.budget:
        return []
    context = context_of(report)
    grid = context.grid(question)
    forecast = context.application.get(question.compare_with or "", {})
    return list(gaps(Budget.read(forecast, grid), Budget.read(report.budget, grid)))


def indicators(report: Report) -> list[dict[str, Any]]:
    """Each figure with its target; unknown stays None, and nothing is divided by zero."""
    known = {each.key: each for each in report.application.file.indicators}
    return [
        {
            "label": known[row.key].label if row.key in known else row.key,
            "unit": known[row.key].unit if row.key in known else "",
            "target": row.target,
            "value": row.value,
            "rate": row.value / row.target if row.value is not None and row.target else None,
            "comment": row.comment or "",
        }
        for row in report.indicators
        if row.target is not None or row.value is not None
    ]
