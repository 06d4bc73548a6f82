"""Answers that must agree with one another."""

from typing import Any

from grants.definitions.answers.context import Context
from grants.definitions.question import Question
from grants.values.budget_checks import faults
from grants.values.budgets import Budget
from grants.values.money import Money
from grants.values.numbers import money_of
from grants.values.sentences import sentence


def disagreements(question: Question, kept: Any, context: Context) -> list[str]:
    """What is at odds with other answers: totals of tables and of budgets, indicators too few."""
    if question.type == "budget":
        return _budget(question, kept, context)
    if question.type == "indicators":
        return _indicators(question, kept, context)
    if question.total_must_equal:
        return _total(question, kept, context)
    return []


def _budget(question: Question, kept: Any, context: Context) -> list[str]:
    requested = money_of(context.answers.get(question.must_equal or ""))
    budget = Budget.read(kept, context.grid(question))
    return faults(budget, row=question.funder_row, requested=requested, maximum_rate=question.maximum_rate)


def _total(question: Question, kept: Any, context: Context) -> list[str]:
    columns = [column.key for column in question.columns or [] if column.type == "money"]
    total = Money.total(money_of(row.get(key)) for row in kept for key in columns)
    expected = money_of(context.answers.get(question.total_must_equal or ""))
    if expected is None or total == expected:
        return []
    return [
        sentence(
            "La somme des lignes (%(total)s) diffère du montant attendu (%(expected)s).", total=total, expected=expected
        )
    ]


def _indicators(question: Question, kept: Any, context: Context) -> list[str]:
    values = kept.get("values", {})
    wanted = [each for each in context.indicators(question) if each.target_required and each.key not in values]
    found: list[str] = [sentence("Remplissez la ligne « %(label)s ».", label=each.label) for each in wanted]
    count = len(values) + len(kept.get("own", []))
    if count < (question.min_filled or 0):
        found.append(sentence("Remplissez au moins %(min_filled)s lignes.", min_filled=question.min_filled))
    return found
