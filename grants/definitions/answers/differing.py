"""Where two budgets written by two people differ, line by line."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from grants.definitions.answers.context import Context, years_of
from grants.definitions.question import Question
from grants.values.budgets import STATUSES
from grants.values.numbers import money_of

NOTHING = "(vide)"


@dataclass(frozen=True)
class Line:
    """One account, or whether its grant is given: what the file says, and what this person wrote."""

    label: str
    theirs: str
    mine: str


def differing(question: Question, theirs: Any, mine: Any, context: Context) -> list[Line]:
    """The lines that differ, in the order of the grid; what is not an amount is told as it was typed."""
    pairs = zip(cells(question, theirs, context), cells(question, mine, context), strict=True)
    return [Line(label, here, typed) for (label, here), (_same, typed) in pairs if here != typed]


def cells(question: Question, value: Any, context: Context) -> Iterator[tuple[str, str]]:
    """Each line of the grid with its words, year by year."""
    lines, status = (mapping(mapping(value).get(part)) for part in ("lines", "status"))
    for leaf in context.grid(question).leaves():
        amounts = lines.get(leaf.code)
        for rank, year in enumerate(years_of(question)):
            typed = amounts[rank] if isinstance(amounts, list) and rank < len(amounts) else None
            yield f"{leaf.label}, {year}" if year else leaf.label, amount(typed)
        if leaf.code.startswith("74_"):
            yield leaf.label, STATUSES.get(str(status.get(leaf.code)), NOTHING)


def amount(typed: Any) -> str:
    return str(money_of(typed) or typed or NOTHING)


def mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
