"""How far a search goes, how it ended, and the names by which a page speaks of rules."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from time import monotonic
from typing import NamedTuple, Self

Tell = Callable[[int, int], None]  # told (steps done, steps in all) as the work goes


def silently(done: int, total: int) -> None:
    """For whoever does not watch."""


class Name(NamedTuple):
    """A rule as a page can put it in words: its kind ("envelope", "at_least", "in"…) and the key of what it is on."""

    kind: str
    key: str


class Status(StrEnum):
    """How a search ended."""

    OPTIMAL = "optimal"  # within the gap that was asked
    TIME_LIMIT = "time_limit"  # a solution, whose gap is larger than asked
    INFEASIBLE = "infeasible"  # proven: no solution
    UNKNOWN = "unknown"  # no solution found in the time
    REFUSED = "refused"  # the solver's answers did not pass the exact check: none is given


@dataclass(frozen=True)
class Limits:
    """Relative gap (0 = proven best), seconds in all, and whether ties are settled by the further objectives."""

    gap: float = 1e-3
    seconds: float = 10.0
    settles_ties: bool = True

    def within(self, deadline: float) -> Self:
        """The same, with no more seconds than are left before this instant of the monotonic clock."""
        return replace(self, seconds=max(0.0, min(self.seconds, deadline - monotonic())))
