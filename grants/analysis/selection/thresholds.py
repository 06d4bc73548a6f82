"""What would have to change for a file to be in: its score, or the amount that it asks, found by bisection.

A file is in when the best selection with it is at least as good as the best without it. The best without it does not
depend on the file; the best with it rises with its score. A smaller amount asked leaves more money to others, but may
miss a floor: then what is found is one amount at which it is in, beside one at which it is not.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from time import monotonic

from grants.analysis.selection.board import Board
from grants.analysis.selection.solution import Solution
from grants.analysis.selection.solving import solve
from grants.analysis.solving import Limits, Status, Tell, silently

SAME = 1e-7  # relative
STEPS = 24  # at most, for one bisection


@dataclass(frozen=True)
class Threshold:
    """In at `value` and out at `beyond` (a score, or cents asked), both tried; no value: at none that was tried.

    always: in whatever the value; is_precise: value and beyond are as near as asked for; solves: boards solved;
    doubt: points of total score, left open by the gaps, within which in and out are not told apart.
    """

    value: float | None
    beyond: float | None
    always: bool = False
    is_precise: bool = True
    solves: int = 0
    doubt: float = 0.0


@dataclass
class Trial:
    """One file of one board, in or out; the best without it is found once."""

    board: Board
    key: str
    limits: Limits
    deadline: float
    tell: Tell
    solves: int = 0
    doubt: float = 0.0
    without: Solution = field(init=False)

    def __post_init__(self) -> None:
        self.limits = replace(self.limits, settles_ties=False)
        self.without = self.solve(self.board.changed(self.key, decided=False))

    def solve(self, board: Board) -> Solution:
        self.tell(self.solves, STEPS + 2)
        self.solves += 1
        found = solve(board, self.limits.within(self.deadline))
        self.doubt = max(self.doubt, found.doubt)
        return found

    def best(self, **changes: float | None) -> Solution:
        """With the file in, and otherwise so."""
        return self.solve(self.board.changed(self.key, decided=True, **changes))

    def is_in(self, other: Solution) -> bool:
        if self.without.status is Status.INFEASIBLE or not other.is_found:
            return other.is_found
        return other.objective >= self.without.objective - SAME * max(1.0, abs(self.without.objective))

    @property
    def is_over(self) -> bool:
        return monotonic() >= self.deadline or self.solves > STEPS


def score_needed(
    board: Board, key: str, *, precision: float = 0.01, lowest: float = 0.0, limits: Limits, seconds: float,
    tell: Tell = silently,
) -> Threshold:  # fmt: skip
    """The smallest score at which the file is in; KeyError when no file has this key."""
    trial = Trial(board, key, limits, monotonic() + seconds, tell)
    at_least = trial.best(score=lowest)
    if not at_least.is_found or trial.is_in(at_least):
        return Threshold(
            lowest if at_least.is_found else None, None, at_least.is_found, solves=trial.solves, doubt=trial.doubt
        )
    highest = enough(trial, board.candidate(key).score, lowest)
    if highest is None:
        return Threshold(None, None, is_precise=False, solves=trial.solves, doubt=trial.doubt)
    return bisected(trial, lambda score: trial.best(score=score), highest, lowest, precision, is_whole=False)


def enough(trial: Trial, score: float, lowest: float) -> float | None:
    """A score at which it is in for sure: the loss made up for on the share that it has today; None: out of time."""
    today = trial.best(score=max(score, lowest))
    if not today.is_found or trial.is_in(today):
        return max(score, lowest) if today.is_found else None
    share = today.amounts[trial.key] / trial.board.candidate(trial.key).asked
    return max(score, lowest) + (trial.without.objective - today.objective) * (1 + 1e-6) / share


def asked_needed(
    board: Board, key: str, *, precision: int | None = None, limits: Limits, seconds: float, tell: Tell = silently
) -> Threshold:
    """The largest amount asked, in cents and at most today's, at which the file is in; KeyError if unknown."""
    file, trial = board.candidate(key), Trial(board, key, limits, monotonic() + seconds, tell)
    cost = file.asked if file.cost is None else file.cost

    def best(asked: float) -> Solution:
        return trial.best(asked=int(asked), least=min(file.least, int(asked)), cost=cost, fixed=None)

    if trial.is_in(best(file.asked)):
        return Threshold(file.asked, None, always=True, solves=trial.solves, doubt=trial.doubt)
    smallest = min(file.asked, board.step)
    if not trial.is_in(best(smallest)):
        return Threshold(None, smallest, solves=trial.solves, doubt=trial.doubt)
    return bisected(trial, best, smallest, file.asked, precision or board.step, is_whole=True)


def bisected(
    trial: Trial, best: Callable[[float], Solution], inside: float, outside: float, precision: float, *, is_whole: bool
) -> Threshold:
    """Halve the way between a value at which it is in and one at which it is out."""
    while abs(outside - inside) > precision and not trial.is_over:
        middle = (inside + outside) // 2 if is_whole else (inside + outside) / 2
        inside, outside = (middle, outside) if trial.is_in(best(middle)) else (inside, middle)
    trial.tell(STEPS + 2, STEPS + 2)
    return Threshold(
        inside, outside, is_precise=abs(outside - inside) <= precision, solves=trial.solves, doubt=trial.doubt
    )
