"""Facts that conditions speak of, as far as the answers tell them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from grants.definitions.call import CallFile
from grants.definitions.question import Question
from grants.values.accounts import grid
from grants.values.budgets import Budget
from grants.values.money import Money
from grants.values.numbers import money_of, stored
from grants.values.periods import Period, whole_months


def derived(call: CallFile, answers: Mapping[str, Any], *, submitted_on: date) -> dict[str, Any]:
    """What the answers and the day of submission (today, for a draft) tell; None where they don't.

    The caller adds what only the database knows: late_report_count, applications_same_organisation_department,
    year_total_same_authority, awarded_amount, stage_outcome.<stage>.
    """
    questions = {question.key: question for form in call.form for question in form.questions}
    start, end = _day(answers.get("project_start")), _day(answers.get("project_end"))
    created = _day(answers.get("created_on"))
    return {
        "submitted_on": submitted_on.isoformat(),
        "requested_rate": _rate(call, questions, answers),
        "project_months": Period(start, end).months if start and end and start <= end else None,
        "organisation_age_months": whole_months(created, submitted_on) if created else None,
        "consortium_size": _consortium(questions, answers),
        "tranches_total": _total(answers.get("yearly_tranches")),
        "partner_shares_total": _total(answers.get("consortium_members")),
    }


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def _rate(call: CallFile, questions: Mapping[str, Question], answers: Mapping[str, Any]) -> Decimal | None:
    """The share asked of this call's funders, gifts in kind left out."""
    for question in questions.values():
        if question.funder_row and answers.get(question.key):
            return Budget.read(answers[question.key], grid(call.funder_rows)).rate(question.funder_row)
    return None


def _consortium(questions: Mapping[str, Question], answers: Mapping[str, Any]) -> int | None:
    """The lead and its members."""
    members = answers.get("consortium_members")
    return 1 + len(members) if "consortium_members" in questions and isinstance(members, list) else None


def _total(rows: Any) -> str | None:
    """The sum of the amounts of a table."""
    if not isinstance(rows, list):
        return None
    return stored(Money.total(money_of(row.get("amount")) for row in rows if isinstance(row, dict)))
