"""The search for the greatest score, in three steps: whole steps of money make it slow to find a first good selection.

Source: relax and fix, L. A. Wolsey, Integer Programming (2nd ed., 2020), ch. 13: money as if endlessly divisible tells
whom to fund and gives a bound that holds; whole cuts for these files give a selection; the full program is solved, from
that selection, only when it is not within the gap of the bound.
"""

from time import monotonic

from grants.analysis.selection.model import Model
from grants.analysis.solving import Limits, Outcome, Status, Terms
from grants.analysis.solving.matrix import Values

FOR_RELAXED = 0.5  # part of the time
EXACT = 1e-9  # relative: what floats tell


def searched(model: Model, limits: Limits) -> Outcome:
    """The best columns within the gap, and a bound on every selection."""
    deadline, score = monotonic() + limits.seconds, model.score()
    relaxed = model.matrix.relaxed(model.cuts.values())
    loose = relaxed.maximize(score, gap=limits.gap / 2, seconds=limits.seconds * FOR_RELAXED)
    if loose.status is Status.INFEASIBLE or not model.cuts:
        return loose
    whole = in_whole_cuts(model, score, loose, limits.within(deadline))
    if len(whole.values) and is_near(loose.bound, total(score, whole.values), limits.gap):
        return Outcome(Status.OPTIMAL, whole.values, loose.bound)
    seconds = limits.within(deadline).seconds
    full = model.matrix.maximize(score, gap=limits.gap, seconds=seconds, start=whole.values)
    bound = min(loose.bound, full.bound)
    if len(full.values) or not len(whole.values):
        return Outcome(full.status, full.values, bound)
    return Outcome(Status.TIME_LIMIT, whole.values, bound)


def in_whole_cuts(model: Model, score: Terms, loose: Outcome, limits: Limits) -> Outcome:
    """The same files funded, their amounts cut by whole steps; without values when there is none."""
    if not len(loose.values):
        return Outcome(Status.UNKNOWN)
    chosen = {column: float(round(loose.values[column])) for column in model.funded.values()}
    return model.matrix.held(chosen).maximize(score, gap=limits.gap / 10, seconds=limits.seconds / 2)


def is_near(bound: float, found: float, gap: float) -> bool:
    return bound - found <= max(gap, EXACT) * max(abs(found), 1e-9)


def total(terms: Terms, values: Values) -> float:
    return sum(weight * values[column] for column, weight in terms.items())
