"""What the organisation wrote, in the order of the form; a consulted service reads what its question needs."""

from collections.abc import Mapping
from typing import Any

from grants.definitions.answers import Context
from grants.definitions.answers.reading import read
from grants.definitions.completeness import visible_questions
from grants.definitions.question import FormDefinition, Question
from grants.models import Application
from grants.policies.withheld import is_open
from grants.queries.completeness import facts_of_filing
from grants.values.budgets import Budget
from grants.values.money import Money

LONG_TYPES = frozenset({"long_text", "rows", "people", "partners", "indicators"})  # read under their question, in full


def sections(
    application: Application, answers: Mapping[str, Mapping[str, Any]], *, is_whole: bool
) -> list[dict[str, Any]]:
    """The answered forms, first stage first: title, anchor, lines (label, texts, budget, is_long)."""
    found = []
    for form in application.file.form:
        if form.key in answers:
            found += of_form(application, form, answers[form.key], is_whole=is_whole)
    return found


def of_form(
    application: Application, form: FormDefinition, answers: Mapping[str, Any], *, is_whole: bool
) -> list[dict[str, Any]]:
    context = Context.of(application.file, form, answers)
    facts = facts_of_filing(application, dict(answers))
    visible = {each.key for each in visible_questions(form, answers, facts)}
    found = []
    for each in form.sections:
        asked = [q for q in each.questions if q.key in visible and (is_whole or is_open(q))]
        lines = [line for question in asked if (line := told(question, answers.get(question.key), context))]
        if lines:
            found.append({"title": each.title, "anchor": f"{form.key}-{each.key}", "lines": lines})
    return found


def told(question: Question, value: Any, context: Context) -> dict[str, Any] | None:
    if question.type == "budget" and value:
        return {"label": question.label, "texts": [], "budget": accounts(Budget.read(value, context.grid(question)))}
    texts = read(question, value, context)
    is_long = question.type in LONG_TYPES
    return {"label": question.label, "texts": texts, "budget": None, "is_long": is_long} if texts else None


def accounts(budget: Budget) -> dict[str, Any]:
    """Charges and income side by side, by account, without the empty ones; gifts in kind apart."""
    sides = [
        [
            (told_code(account.code), account.label, amount)
            for account in accounts
            if (amount := budget.line(account.code))
        ]
        for accounts in (budget.grid.charges, budget.grid.income)
    ]
    length = max(map(len, sides), default=0)
    padded = [side + [("", "", None)] * (length - len(side)) for side in sides]
    return {
        "rows": [{"charge": left, "income": right} for left, right in zip(*padded, strict=True)],
        "charges": budget.total_charges,
        "income": budget.total_income,
        "in_kind": (budget.in_kind_charges, budget.in_kind_income),
    }


def told_code(code: str) -> str:
    """The number of an account; some lines have only a name."""
    return code if code.isdigit() else ""


def budget_of(application: Application, answers: Mapping[str, Mapping[str, Any]]) -> Budget | None:
    """The budget on which money is asked of this call's funders."""
    for form in reversed(application.file.form):
        for question in form.questions:
            value = answers.get(form.key, {}).get(question.key)
            if question.funder_row and value:
                return Budget.read(value, Context.of(application.file, form, {}).grid(question))
    return None


def total_of(application: Application, answers: Mapping[str, Mapping[str, Any]]) -> Money | None:
    budget = budget_of(application, answers)
    return budget.total_income if budget else None
