"""The payments that a call foresees for an amount."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grants.definitions.call import CallFile
from grants.definitions.conditions import holds
from grants.definitions.funding import DueAfter
from grants.values.money import Money


@dataclass(frozen=True)
class PlannedPayment:
    """One payment to plan; envelope and year are None where the call does not tie them."""

    key: str
    label: str
    amount: Money
    due: DueAfter
    envelope: str | None
    year: int | None
    conditions: tuple[str, ...]


def instalment_plan(
    call: CallFile, amount: Money, facts: Mapping[str, Any], year: int | None = None
) -> list[PlannedPayment]:
    """The payments of one alternative, to the cent: the last takes what rounding leaves.

    facts: year_total_same_authority (the year's total for this organisation, this award included). With `year`,
    only the payments of that year; amounts stay those of the whole plan.
    """
    rows = [row for row in call.instalments if holds(row.applies_if, {}, facts)]
    plan, left = [], amount
    for rank, row in enumerate(rows, start=1):
        part = left if rank == len(rows) else amount.share(row.share)
        left -= part
        plan.append(PlannedPayment(row.key, row.label, part, row.due, row.envelope, row.year, tuple(row.conditions)))
    return [payment for payment in plan if year is None or payment.year in (None, year)]
