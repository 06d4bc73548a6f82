"""Budgets that balance, with the amount asked on the row of its funder."""

from decimal import Decimal
from typing import Any

from grants.values.money import ZERO, Money
from grants.values.numbers import stored

CHARGES = {"641": "0.46", "645": "0.17", "604": "0.12", "613": "0.08", "625": "0.06", "623": "0.03"}
INCOME = {"74_department": "0.45", "74_commune": "0.25", "756": "0.05"}
IN_KIND = Money.of(1_800)


def project(asked: Money, row: str | None, years: int, *, in_kind: bool) -> dict[str, Any]:
    """A project of which `asked` is three fifths; what rounding leaves goes to indirect charges and own funds."""
    total = Money.of(int(asked.euros / Decimal("0.6") / 100) * 100 + 100)
    income: dict[str, Money] = {row: asked} if row else {}
    income |= shared(total - asked if row else total, INCOME, "own_funds")
    lines = shared(total, CHARGES, "indirect") | income
    if in_kind:
        lines |= {"864": IN_KIND, "870": IN_KIND}
    return {"lines": {code: spread(amount, years) for code, amount in lines.items() if amount}}


def shared(whole: Money, shares: dict[str, str], last: str) -> dict[str, Money]:
    """Parts of a sum, in whole euros; `last` takes the rest."""
    parts = {code: Money.of(int(whole.share(Decimal(share)).euros)) for code, share in shares.items()}
    return parts | {last: whole - Money.total(parts.values())}


def spread(amount: Money, years: int) -> list[str]:
    """The amount over the years: the last takes what rounding leaves."""
    part = Money(amount.cents // years)
    return [stored(part)] * (years - 1) + [stored(amount - Money(part.cents * (years - 1)))]


def spent(forecast: Any, share: Decimal, years: int) -> dict[str, Any]:
    """The same budget, done at this share; charges and income balance as the forecast does."""
    lines: dict[str, Any] = forecast.get("lines", {}) if isinstance(forecast, dict) else {}
    done = {code: total_of(amounts).share(share) for code, amounts in lines.items()}
    balance(done)
    return {"lines": {code: spread(amount, years) for code, amount in done.items() if amount}}


def total_of(amounts: Any) -> Money:
    return Money.total(Money.of(each) for each in (amounts if isinstance(amounts, list) else [amounts]))


def balance(lines: dict[str, Money]) -> None:
    """Rounding each line may leave some cents between charges and income: the project's own money takes them."""
    charges = Money.total(each for code, each in lines.items() if is_charge(code))
    income = Money.total(each for code, each in lines.items() if is_income(code))
    lines["own_funds"] = max(lines.get("own_funds", ZERO) + charges - income, ZERO)
    lines["870"] = lines.get("864", ZERO)


def is_charge(code: str) -> bool:
    return code == "indirect" or code[0] == "6"


def is_income(code: str) -> bool:
    return code == "own_funds" or code[0] == "7"
