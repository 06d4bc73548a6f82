"""A budget on the grid of accounts: totals, balance, shares, and what was foreseen beside what was done."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from grants.values.accounts import Account, Grid, grid
from grants.values.money import ZERO, Money
from grants.values.numbers import money_of, stored

STATUSES = {"asked": "Demandé", "granted": "Accordé"}


@dataclass(frozen=True)
class Budget:
    """Amounts by account, one for each year; nothing typed counts as zero."""

    amounts: Mapping[str, tuple[Money, ...]]
    grid: Grid = field(default_factory=grid)
    statuses: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, answer: Any, grid: Grid) -> "Budget":
        """From an answer {"lines": {"601": ["1200.00"]}, "status": {"74_region": "asked"}}; what is no amount is 0."""
        lines, status = _mapping(_mapping(answer).get("lines")), _mapping(_mapping(answer).get("status"))
        codes = {leaf.code for leaf in grid.leaves()}
        amounts = {code: _amounts(typed) for code, typed in lines.items() if code in codes}
        return cls({code: each for code, each in amounts.items() if any(each)}, grid, status)

    def write(self) -> dict[str, Any]:
        """The answer that `read` reads."""
        lines = {code: [stored(each) for each in amounts] for code, amounts in self.amounts.items()}
        return {"lines": lines, "status": dict(self.statuses)} if self.statuses else {"lines": lines}

    def line(self, code: str, year: int | None = None) -> Money:
        """The amount of an account with its parts, over all years or in the year of this rank (0, 1…)."""
        parts = (leaf for top in self.grid.accounts if top.code == code for leaf in top.leaves())
        codes = [leaf.code for leaf in parts] or [code]
        amounts = (self.amounts.get(each, ()) for each in codes)
        return Money.total(each for row in amounts for rank, each in enumerate(row) if year in (None, rank))

    def total(self, accounts: tuple[Account, ...], year: int | None = None) -> Money:
        return Money.total(self.line(each.code, year) for each in accounts)

    @property
    def total_charges(self) -> Money:
        """Accounts 60 to 69 and indirect charges, without gifts in kind."""
        return self.total(self.grid.charges)

    @property
    def total_income(self) -> Money:
        """Accounts 70 to 79 and own funds, without gifts in kind."""
        return self.total(self.grid.income)

    @property
    def in_kind_charges(self) -> Money:
        return self.line("86")

    @property
    def in_kind_income(self) -> Money:
        return self.line("87")

    def rate(self, row: str) -> Decimal | None:
        """The share of this row in the income, gifts in kind left out; None without income."""
        return ratio(self.line(row), self.total_income)

    def is_filled(self) -> bool:
        return any(any(amounts) for amounts in self.amounts.values())


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _amounts(typed: Any) -> tuple[Money, ...]:
    rows = typed if isinstance(typed, list) else [typed]
    return tuple(money_of(each) or ZERO for each in rows)


def ratio(part: Money, whole: Money) -> Decimal | None:
    """A share to four decimals; None of nothing."""
    if not whole:
        return None
    return (Decimal(part.cents) / whole.cents).quantize(Decimal("0.0001"), ROUND_HALF_UP)


@dataclass(frozen=True)
class Gap:
    """One account, foreseen and done."""

    code: str
    label: str
    forecast: Money
    actual: Money

    @property
    def difference(self) -> Money:
        return self.actual - self.forecast

    @property
    def percent(self) -> Decimal | None:
        """The difference in % of the forecast, one decimal; None where nothing was foreseen."""
        if not self.forecast:
            return None
        share = Decimal(self.difference.cents) * 100 / self.forecast.cents
        return share.quantize(Decimal("0.1"), ROUND_HALF_UP)

    def exceeds(self, share: Decimal) -> bool:
        """Whether the difference passes this share of the forecast, so that it must be explained."""
        if not self.forecast:
            return bool(self.actual)
        return abs(Decimal(self.difference.cents)) > share * abs(self.forecast.cents)


def gaps(forecast: Budget, actual: Budget) -> Iterator[Gap]:
    """Each account where something was foreseen or done."""
    for account in actual.grid.accounts:
        gap = Gap(account.code, account.label, forecast.line(account.code), actual.line(account.code))
        if gap.forecast or gap.actual:
            yield gap
