"""The best selection that HiGHS finds within the gap and the time, kept only when the exact check has passed it.

Lexicographic, one objective after the other: greatest Σ score × share; then less money; then the smallest sum of ranks
(by score, then key). Source: J. P. Ignizio, Goal Programming and Extensions (1976), for objectives in order; multiple
knapsack with side rules: H. Kellerer, U. Pferschy, D. Pisinger, Knapsack Problems (2004).
"""

from dataclasses import replace
from time import monotonic

from grants.analysis.selection.board import Board
from grants.analysis.selection.checking import breaches
from grants.analysis.selection.model import EURO, Model
from grants.analysis.selection.rows import add_rules
from grants.analysis.selection.searching import searched
from grants.analysis.selection.solution import Grant, Solution, total_score
from grants.analysis.selection.splitting import split
from grants.analysis.solving import Limits, Name, Outcome, Status, Terms
from grants.analysis.solving.matrix import Values

MARGINS = (0, 1, 100)  # cents kept back on every row of money when the exact check refused the answer before
SAME = 1e-7  # two total scores nearer than this (relative) are the same
PROVEN = 1e-6  # gap under which the score is the best there is: only then are there ties to settle
FOR_TIES = 0.25  # part of the time left for each of the further objectives


def solve(board: Board, limits: Limits = Limits()) -> Solution:  # noqa: B008  # frozen
    """The proposal for this board; nothing is ever given that breaks a rule or an envelope by one cent."""
    started = monotonic()
    found = Solution(Status.UNKNOWN)
    for margin in MARGINS:
        found = attempt(board, limits.within(started + limits.seconds), margin, found)
        if found.status is not Status.REFUSED:
            break
    return replace(found, seconds=monotonic() - started)


def attempt(board: Board, limits: Limits, margin: int, before: Solution) -> Solution:
    """One search; with a margin, the bound is still that of the search without."""
    started, model = monotonic(), built(board, margin)
    best = searched(model, limits)
    bound = before.bound if margin else best.bound
    if not len(best.values):
        return replace(before, status=Status.REFUSED if margin else best.status, bound=bound)
    found = as_solution(board, model, best, bound)
    if not found.is_found or not limits.settles_ties or found.gap > PROVEN:
        return found
    return settled(board, model, found, best.values, limits.within(started + limits.seconds))


def built(board: Board, margin: int = 0) -> Model:
    model = Model(board, margin)
    add_rules(model)
    return model


def as_solution(board: Board, model: Model, outcome: Outcome, bound: float) -> Solution:
    """The solver's answer in whole cents, refused when the exact check finds it wrong."""
    grants, wrong = in_cents(board, model, outcome.values)
    if grants is None:
        return Solution(Status.REFUSED, bound=bound, refused=wrong)
    found = Solution(outcome.status, grants, bound=bound)
    return replace(found, objective=total_score(board, found.amounts))


def in_cents(board: Board, model: Model, values: Values) -> tuple[tuple[Grant, ...] | None, tuple[Name, ...]]:
    """The grants, or what is wrong with them."""
    left = {each.key: each.amount if board.counts(Name("envelope", each.key)) else None for each in board.envelopes}
    grants = split(model.amounts(values), left, model.open_to())
    if grants is None:
        return None, (Name("grant", "split"),)
    wrong = tuple(breaches(board, grants))
    return (None, wrong) if wrong else (grants, ())


def settled(board: Board, model: Model, found: Solution, values: Values, limits: Limits) -> Solution:
    """Among selections of the same total score, the one that costs less, then the one of better ranks."""
    slack = SAME * max(1.0, abs(found.objective))
    model.matrix.row(model.score(), lower=found.objective - slack)
    deadline = monotonic() + limits.seconds
    cheap = further(board, model, found, values, negative(model.money()), limits.seconds * FOR_TIES)
    model.matrix.row(model.money(), upper=cheap[0].spent / EURO)
    left = limits.within(deadline).seconds * FOR_TIES
    ranked, _, is_ranked = further(board, model, *cheap[:2], negative(ranks(model)), left)
    return replace(ranked, ties_settled=cheap[2] and is_ranked and found.status is Status.OPTIMAL)


def further(
    board: Board, model: Model, found: Solution, values: Values, objective: Terms, seconds: float
) -> tuple[Solution, Values, bool]:
    """The better one and its columns, when there is one in time and it passes the check; and whether that is proven."""
    outcome = model.matrix.maximize(objective, gap=0.0, seconds=seconds, start=values)
    if not len(outcome.values):
        return found, values, False
    other = as_solution(board, model, outcome, found.bound)
    if not other.is_found or other.objective < found.objective - 2 * SAME * max(1.0, abs(found.objective)):
        return found, values, False
    return replace(other, status=found.status), outcome.values, outcome.status is Status.OPTIMAL


def ranks(model: Model) -> Terms:
    """Σ ranks of the funded files."""
    return {model.funded[each.key]: float(rank) for rank, each in enumerate(model.board.ranked, 1)}


def negative(terms: Terms) -> Terms:
    return {column: -value for column, value in terms.items()}
