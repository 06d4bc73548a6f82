"""What does not add up in a budget, said in words."""

from collections.abc import Iterator
from decimal import Decimal

from grants.values.budgets import Budget, ratio
from grants.values.money import Money
from grants.values.sentences import sentence

SHORT = (
    "Les charges (%(charges)s) dépassent les produits (%(income)s) : il manque %(gap)s de financement, "
    "ou une charge est de trop."
)
LONG = (
    "Les produits (%(income)s) dépassent les charges (%(charges)s) : %(gap)s ne correspondent à aucune dépense."
)  # fmt: skip
IN_KIND = "Les contributions en nature ne s’équilibrent pas : %(used)s au compte 86, %(given)s au compte 87."
ASKED = "Le montant demandé est de %(requested)s, mais la ligne « %(label)s » du budget porte %(written)s."
TOO_MUCH = "La part demandée est de %(share)s : elle ne peut pas dépasser %(most)s."


def faults(
    budget: Budget, *, row: str | None = None, requested: Money | None = None, maximum_rate: Decimal | None = None
) -> list[str]:
    """All faults: imbalance, in-kind imbalance, amount asked that is not the funder's row, rate above the limit."""
    found = [*_imbalance(budget), *_in_kind(budget)]
    if row is not None and requested is not None:
        found += _asked(budget, row, requested)
    if row is not None and maximum_rate is not None:
        found += _rate(budget, row, maximum_rate)
    return found


def _imbalance(budget: Budget) -> Iterator[str]:
    charges, income = budget.total_charges, budget.total_income
    if charges > income:
        yield sentence(SHORT, charges=charges, income=income, gap=charges - income)
    elif charges < income:
        yield sentence(LONG, charges=charges, income=income, gap=income - charges)


def _in_kind(budget: Budget) -> Iterator[str]:
    used, given = budget.in_kind_charges, budget.in_kind_income
    if used != given:
        yield sentence(IN_KIND, used=used, given=given)


def _asked(budget: Budget, row: str, requested: Money) -> Iterator[str]:
    written = budget.line(row)
    if written != requested:
        yield sentence(ASKED, requested=requested, label=budget.grid.label(row), written=written)


def _rate(budget: Budget, row: str, maximum: Decimal) -> Iterator[str]:
    rate = ratio(budget.line(row), budget.total_income)
    # Compared in whole cents: a rate rounded to the limit must not pass it.
    if rate is not None and Decimal(budget.line(row).cents) > maximum * budget.total_income.cents:
        yield sentence(TOO_MUCH, share=percent(rate), most=percent(maximum))


def percent(rate: Decimal) -> str:
    """A share in French: 0.8333 → 83,33 %."""
    shown = (rate * 100).quantize(Decimal("0.01"))
    return f"{shown.normalize():f} %".replace(".", ",")
