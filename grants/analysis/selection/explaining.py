"""Why a file is in or out, and what a rule costs: the board solved again otherwise, and the two compared.

Source: what-if analysis by resolution; for integer programs there are no shadow prices to read off (H. P. Williams,
Model Building in Mathematical Programming, 5th ed., 2013, ch. 6 and 10).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic

from grants.analysis.selection.board import Board
from grants.analysis.selection.comparing import Comparison, compared
from grants.analysis.selection.infeasible import because
from grants.analysis.selection.solution import Solution
from grants.analysis.selection.solving import solve
from grants.analysis.solving import Conflict, Limits, Name, Status, Tell, silently


@dataclass(frozen=True)
class Why:
    """The best selection where the file is the other way, and how it differs; or why it cannot be the other way.

    decided: a person put it in or out; other: None when the other way is infeasible or was not found in time.
    """

    file: str
    is_in: bool
    decided: bool | None
    other: Solution | None
    difference: Comparison | None
    conflict: Conflict | None = None


@dataclass(frozen=True)
class Price:
    """What a rule costs: the total score gained without it (within the gap), and who would enter or leave."""

    name: Name
    other: Solution
    difference: Comparison | None

    @property
    def gain(self) -> float | None:
        """None when the board without the rule was not solved in time."""
        return max(0.0, self.difference.score) if self.difference else None


def why(board: Board, found: Solution, key: str, limits: Limits = Limits(), tell: Tell = silently) -> Why:  # noqa: B008
    """Force the file the other way; KeyError when no file has this key."""
    is_in, decided = key in found.amounts, board.candidate(key).decided
    tell(0, 1)
    opposite = board.changed(key, decided=not is_in)
    other = solve(opposite, limits)
    conflict = because(opposite, seconds=limits.seconds) if other.status is Status.INFEASIBLE else None
    tell(1, 1)
    if not other.is_found:
        return Why(key, is_in, decided, None, None, conflict)
    return Why(key, is_in, decided, other, compared(found, other))


def price(board: Board, found: Solution, name: Name, limits: Limits = Limits()) -> Price:  # noqa: B008
    """The board solved without this rule."""
    other = solve(board.without([name]), limits)
    return Price(name, other, compared(found, other) if other.is_found else None)


def prices(
    board: Board, found: Solution, names: Sequence[Name], limits: Limits, *, seconds: float, tell: Tell = silently
) -> list[Price]:
    """Each in turn, the costliest first; rules not reached in the seconds given are left out."""
    deadline, done = monotonic() + seconds, []
    for step, name in enumerate(names):
        tell(step, len(names))
        if monotonic() >= deadline:
            break
        done.append(price(board, found, name, limits.within(deadline)))
    tell(len(names), len(names))
    return sorted(done, key=lambda each: (-(each.gain or 0.0), each.name))
