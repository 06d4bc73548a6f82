"""The best assignment that HiGHS finds within the gap and the time, kept only when the exact check has passed it.

One objective after the other: most of the pairs in place stay; the greatest load is the least; then the best skill.
Source: C. J. Taylor, On the optimal assignment of conference papers to reviewers (2008), for the program; minimal
greatest load as in N. Garg et al., Assigning papers to referees, Algorithmica 58 (2010).
"""

from dataclasses import replace
from time import monotonic

from grants.analysis.assignment.checking import breaches
from grants.analysis.assignment.model import Model
from grants.analysis.assignment.panel import Panel
from grants.analysis.assignment.proposal import Proposal, total_skill
from grants.analysis.solving import Limits, Outcome, Status


def assign(panel: Panel, limits: Limits = Limits()) -> Proposal:  # noqa: B008  # frozen
    """The proposal for this panel; no pair in conflict is ever given."""
    started, model = monotonic(), Model(panel)
    deadline = started + limits.seconds
    first = settled(model, limits.within(deadline))
    if not len(first.values):
        return Proposal(first.status, seconds=monotonic() - started)
    left = limits.within(deadline).seconds
    best = model.matrix.maximize(model.skill(), gap=limits.gap, seconds=left, start=first.values)
    best = best if len(best.values) else Outcome(Status.TIME_LIMIT, first.values, best.bound)
    is_lightest = first.status is Status.OPTIMAL
    best = best if is_lightest else replace(best, status=Status.TIME_LIMIT)
    return replace(checked(panel, model, best), is_lightest=is_lightest, seconds=monotonic() - started)


def settled(model: Model, limits: Limits) -> Outcome:
    """Rows that hold the number of pairs kept and the greatest load to their best; the last values, proven or not."""
    deadline, start, is_proven = monotonic() + limits.seconds, Outcome(Status.OPTIMAL).values, True
    for terms, share in ((model.kept(), 0.5), ({model.greatest: -1.0}, 0.75)):
        if not terms:
            continue
        seconds = share * limits.within(deadline).seconds
        found = model.matrix.maximize(terms, gap=0.0, seconds=seconds, start=start)
        if not len(found.values) and not len(start):
            return found
        is_proven &= found.status is Status.OPTIMAL
        start = found.values if len(found.values) else start
        model.matrix.row(terms, lower=round(sum(weight * start[column] for column, weight in terms.items())))
    return Outcome(Status.OPTIMAL if is_proven else Status.TIME_LIMIT, start)


def checked(panel: Panel, model: Model, outcome: Outcome) -> Proposal:
    """The solver's answer, refused when the exact check finds it wrong."""
    pairs = model.pairs(outcome.values)
    if wrong := breaches(panel, pairs):
        return Proposal(Status.REFUSED, bound=outcome.bound, refused=tuple(wrong))
    return Proposal(outcome.status, pairs, total_skill(panel, pairs), outcome.bound)
