"""Reports and indicators that hold together."""

from collections.abc import Iterator

from grants.definitions.checks.names import named
from grants.definitions.mistakes import Path, Place

DUES = ("after", "on", "every")
COMPUTED = {"awarded_amount", "project_budget.total_charges", "project_budget.total_income"}


def faults(call: Place) -> Iterator[tuple[Path, str]]:
    for report in call["reports"]:
        due = report["due"]
        if due and sum(bool(due[name]) for name in DUES) != 1:
            yield due.path, "attendu : une seule échéance (after et months, ou on, ou every, day et until)"
        if due["after"] and not due["months"]:
            yield due.path, "attendu : months, le nombre de mois après"
        yield from named(report["releases"], call["instalments"].item_keys(), "un versement de ce fichier")
    known = call["indicators"].item_keys() | COMPUTED
    for indicator in call["indicators"]:
        yield from _ratio(indicator, known)


def _ratio(indicator: Place, known: set[str]) -> Iterator[tuple[Path, str]]:
    for side in ("numerator", "denominator"):
        if indicator["aggregate"].text == "ratio" and not indicator[side]:
            yield indicator.path, f"attendu : {side}, puisque aggregate vaut ratio"
        yield from named(indicator[side], known, "un indicateur de ce fichier ou une valeur calculée")
