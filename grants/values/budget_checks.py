"""What does not add up in a budget, said in words."""

from collections.abc import Iterator
from decimal import Decimal

from grants.values.budgets import Budget, ratio
from grants.values.money import Money


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
        yield (f"Les charges ({charges}) dépassent les produits ({income}) : il manque {charges - income} de "
               "financement, ou une charge est de trop.")  # fmt: skip
    elif charges < income:
        yield (f"Les produits ({income}) dépassent les charges ({charges}) : {income - charges} ne correspondent à "
               "aucune dépense.")  # fmt: skip


def _in_kind(budget: Budget) -> Iterator[str]:
    used, given = budget.in_kind_charges, budget.in_kind_income
    if used != given:
        yield f"Les contributions en nature ne s’équilibrent pas : {used} au compte 86, {given} au compte 87."


def _asked(budget: Budget, row: str, requested: Money) -> Iterator[str]:
    written = budget.line(row)
    if written != requested:
        yield (f"Le montant demandé est de {requested}, mais la ligne « {budget.grid.label(row)} » du budget porte "
               f"{written}.")  # fmt: skip


def _rate(budget: Budget, row: str, maximum: Decimal) -> Iterator[str]:
    rate = ratio(budget.line(row), budget.total_income)
    # Compared in whole cents: a rate rounded to the limit must not pass it.
    if rate is not None and Decimal(budget.line(row).cents) > maximum * budget.total_income.cents:
        yield f"La part demandée est de {percent(rate)} : elle ne peut pas dépasser {percent(maximum)}."


def percent(rate: Decimal) -> str:
    """A share in French: 0.8333 → 83,33 %."""
    shown = (rate * 100).quantize(Decimal("0.01"))
    return f"{shown.normalize():f} %".replace(".", ",")
