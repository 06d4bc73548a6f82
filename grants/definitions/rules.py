"""Rules that have dates, as data: a file follows those of its own day."""

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import Field, TypeAdapter

from grants.definitions import source
from grants.definitions.base import Day, Key, Line, Part, Simple
from grants.values.money import Money

FILE = Path(__file__).parents[2] / "data" / "rules.yaml"
ASSOCIATIONS = frozenset({"association_1901", "foundation", "endowment_fund"})


class DatedRule(Part):
    """What, from when, until when (excluded), how much, and where it is written."""

    rule: Key
    from_: Day = Field(alias="from")
    to: Day | None = None
    value: Simple
    verify: bool = False
    source: Line


@cache
def every() -> tuple[DatedRule, ...]:
    """All rules of data/rules.yaml."""
    read, _ = source.parse(FILE.read_bytes())
    return tuple(TypeAdapter(list[DatedRule]).validate_python(read))


def find(rule: str, *, on: date) -> DatedRule | None:
    """The rule in force that day; None when there was none yet. KeyError for a name that no row has."""
    rows = [row for row in every() if row.rule == rule]
    if not rows:
        raise KeyError(rule)
    return next((row for row in rows if row.from_ <= on and (row.to is None or on < row.to)), None)


def value(rule: str, *, on: date) -> Any:
    """The value in force that day, None when the rule was not yet: money, share, whole number or True."""
    row = find(rule, on=on)
    if row is None or not isinstance(row.value, str):
        return row and row.value
    return Money.of(row.value) if rule.endswith("threshold") else Decimal(row.value)


def needs_convention(year_total: Money, *, on: date) -> bool:
    """Whether the year's total for one beneficiary and one authority calls for a convention (23 000,01 € does)."""
    threshold = value("convention_threshold", on=on)
    return threshold is not None and bool(year_total > threshold)


def owes_republican_contract(legal_nature: str, *, on: date) -> bool:
    """Whether a deposit of that day must sign the contrat d'engagement républicain; public bodies never."""
    return legal_nature in ASSOCIATIONS and bool(value("republican_contract", on=on))
