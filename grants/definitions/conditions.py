"""Whether a condition holds: one pure function, and what each operator means."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from grants.definitions.condition import Condition
from grants.values import territories
from grants.values.accounts import grid
from grants.values.budgets import Budget
from grants.values.numbers import decimal_of, money_of

Answers = Mapping[str, Any]


def holds(test: Condition | None, answers: Answers, facts: Answers, values: Answers | None = None) -> bool:
    """Whether `test` holds; no test always does, and what is unknown never satisfies an operator but `is_not`.

    `answers` by question key (only of questions that are shown), `facts` by name, `values` of the call by name
    ("eligibility.maximum_rate").
    """
    if test is None or test.always or test.self_declared:
        return True
    if test.all_ is not None:
        return all(holds(part, answers, facts, values) for part in test.all_)
    if test.any_ is not None:
        return any(holds(part, answers, facts, values) for part in test.any_)
    subject = answers.get(test.question) if test.question else facts.get(test.fact or "")
    operand = _operand(test, answers, facts, values or {})
    if operand is None and isinstance(test.operand, str) and test.operand in (values or {}):
        return True  # a limit that this call does not set
    return bool(OPERATORS[test.operator](subject, operand, test))


def _operand(test: Condition, answers: Answers, facts: Answers, values: Answers) -> Any:
    """What the subject is compared with: written in the test, or named there."""
    written = test.operand
    if test.operator in ("equals_question", "at_most_question"):
        return answers.get(written)
    if test.operator == "after_fact":
        return facts.get(written)
    if isinstance(written, list):
        return [_named(each, values) for each in written]
    return _named(written, values)


def _named(value: Any, values: Answers) -> Any:
    return values.get(value, value) if isinstance(value, str) else value


def is_filled(value: Any) -> bool:
    """Whether an answer says something."""
    if isinstance(value, dict):
        return any(is_filled(each) for each in value.values())
    if isinstance(value, list | tuple):
        return any(is_filled(each) for each in value)
    return value is not None and value is not False and str(value).strip() != ""


def _comparable(value: Any) -> Decimal | str | None:
    """A number, or a day as text; days written in ISO order as texts do."""
    if isinstance(value, date):
        return value.date().isoformat() if isinstance(value, datetime) else value.isoformat()
    number = decimal_of(value)
    if number is not None:
        return number
    return value if isinstance(value, str) and value else None


def _ordered(compare: Callable[[Any, Any], bool]) -> Callable[[Any, Any, Condition], bool]:
    def holds_between(subject: Any, operand: Any, test: Condition) -> bool:
        left, right = _comparable(subject), _comparable(operand)
        return left is not None and right is not None and type(left) is type(right) and compare(left, right)

    return holds_between


def _same(subject: Any, operand: Any) -> bool:
    if isinstance(operand, bool) or isinstance(subject, bool):
        return subject is operand
    left, right = _comparable(subject), _comparable(operand)
    return left is not None and left == right


def _between(subject: Any, operand: Any, test: Condition) -> bool:
    lowest, highest = operand
    # A limit that the call does not set limits nothing.
    return all(
        limit is None or ordered(subject, limit, test)
        for limit, ordered in ((lowest, OPERATORS["at_least"]), (highest, OPERATORS["at_most"]))
    )


def _within(subject: Any, operand: Any, test: Condition) -> bool:
    """Every place answered lies in one of the areas."""
    places = [territories.read(each) for each in (subject if isinstance(subject, list) else [subject])]
    areas = [territories.read({"kind": area.kind, "code": area.code}) for area in operand]
    return bool(places) and all(
        place is not None and any(area is not None and territories.is_within(place, area) for area in areas)
        for place in places
    )


def _budget(answer: Any) -> Budget:
    """The budget of an answer, whatever rows its call adds to account 74."""
    lines = answer.get("lines") if isinstance(answer, dict) else None
    rows = {code: code for code in lines if code.startswith("74_")} if isinstance(lines, dict) else {}
    return Budget.read(answer, grid(rows))


def _any_line_above(subject: Any, operand: Any, test: Condition) -> bool:
    """One typed line, in the accounts of `lines` when they are given, passes the amount."""
    budget, limit = _budget(subject), money_of(operand)
    accounts = [top for top in budget.grid.accounts if test.lines is None or top.code in test.lines]
    codes = [leaf.code for top in accounts for leaf in top.leaves()]
    return limit is not None and any(budget.line(code) > limit for code in codes)


OPERATORS: dict[str, Callable[[Any, Any, Condition], bool]] = {
    "is": lambda subject, operand, test: _same(subject, operand),
    "is_not": lambda subject, operand, test: not _same(subject, operand),
    "in": lambda subject, operand, test: any(_same(subject, each) for each in operand),
    "contains": lambda subject, operand, test: isinstance(subject, list) and operand in subject,
    "greater_than": _ordered(lambda left, right: left > right),
    "above": _ordered(lambda left, right: left > right),
    "at_least": _ordered(lambda left, right: left >= right),
    "at_most": _ordered(lambda left, right: left <= right),
    "between": _between,
    "within": _within,
    "is_filled": lambda subject, operand, test: is_filled(subject) is operand,
    "line_filled": lambda subject, operand, test: bool(_budget(subject).line(operand)),
    "any_line_above": _any_line_above,
    "after_fact": _ordered(lambda left, right: left >= right),
    "equals_question": lambda subject, operand, test: _same(subject, operand),
    "at_most_question": _ordered(lambda left, right: left <= right),
}
