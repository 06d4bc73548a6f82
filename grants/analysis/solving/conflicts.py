"""A minimal set of rules that cannot hold together: the deletion filter, by blocks.

Source: J. W. Chinneck, E. W. Dravnieks, Locating minimal infeasible constraint sets in linear programs, ORSA Journal on
Computing 3 (1991): drop a rule; if what is left is still infeasible it was not needed, else it is put back for good.
Whole blocks are tried first and split in two only when they are needed; every rule kept has been tried alone, against
a set that held the final one, so that without any one of them the others can hold.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from time import monotonic

from grants.analysis.solving.limits import Name, Tell, silently

Holds = Callable[[frozenset[Name]], bool | None]  # these rules alone: can they hold? None when nobody knows in time


@dataclass(frozen=True)
class Conflict:
    """Infeasible because of these rules together; is_minimal: without any one of them, the others can hold."""

    because: tuple[Name, ...]
    is_minimal: bool
    seconds: float = 0.0


@dataclass
class Filter:
    """What is left of the rules, and how sure we are of what was kept."""

    left: set[Name]
    can_hold: Holds
    deadline: float
    tell: Tell
    is_sure: bool = True
    total: int = field(init=False)
    settled: int = 0

    def __post_init__(self) -> None:
        self.total = len(self.left)

    def sift(self, block: Sequence[Name]) -> None:
        """Drop the block when the rest is infeasible without it; else look into it, half by half."""
        answer = self.can_hold(frozenset(self.left.difference(block))) if monotonic() < self.deadline else None
        if answer is False:
            self.left.difference_update(block)
        if answer is False or len(block) == 1:
            self.is_sure &= answer is not None
            self.settled += len(block)
            return self.tell(self.settled, self.total)
        middle = len(block) // 2
        self.sift(block[:middle])
        return self.sift(block[middle:])


def minimal_conflict(names: Sequence[Name], can_hold: Holds, *, seconds: float, tell: Tell = silently) -> Conflict:
    """ValueError when they can hold together; time over, the set is infeasible still but not said to be minimal."""
    started = monotonic()
    if can_hold(frozenset(names)):
        raise ValueError("these rules can hold together")
    search = Filter(set(names), can_hold, started + seconds, tell)
    if names:
        search.sift(list(names))
    return Conflict(tuple(sorted(search.left)), search.is_sure, monotonic() - started)
