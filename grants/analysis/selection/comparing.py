"""Two selections side by side."""

from dataclasses import dataclass

from grants.analysis.selection.solution import Solution


@dataclass(frozen=True)
class Comparison:
    """From one selection to another: who enters, who leaves, whose amount changes (cents before, after), at what price.

    score: the second's total minus the first's, give or take the doubt (points) that the gaps leave; cents: likewise
    for the money given.
    """

    entering: tuple[str, ...]
    leaving: tuple[str, ...]
    changed: tuple[tuple[str, int, int], ...]
    score: float
    cents: int
    doubt: float


def compared(before: Solution, after: Solution) -> Comparison:
    first, second = before.amounts, after.amounts
    both = sorted(first.keys() & second.keys())
    return Comparison(
        entering=tuple(sorted(second.keys() - first.keys())),
        leaving=tuple(sorted(first.keys() - second.keys())),
        changed=tuple((key, first[key], second[key]) for key in both if first[key] != second[key]),
        score=after.objective - before.objective,
        cents=after.spent - before.spent,
        doubt=max(before.doubt, after.doubt),
    )
