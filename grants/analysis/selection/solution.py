"""What a search of the board found."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from math import fsum
from typing import NamedTuple

from grants.analysis.selection.board import Board
from grants.analysis.solving import Name, Status


class Grant(NamedTuple):
    """So many cents for this file from this envelope."""

    file: str
    envelope: str
    cents: int


@dataclass(frozen=True)
class Solution:
    """The grants, their total score, the bound no choice can exceed, the gap between them, and how it was found.

    gap: (bound − objective) ÷ |objective|, 0 when proven best; ties_settled: proven to cost the least among the best;
    refused: what the exact check found wrong, when no answer of the solver passed it.
    """

    status: Status
    grants: tuple[Grant, ...] = ()
    objective: float = 0.0
    bound: float = float("inf")
    seconds: float = 0.0
    ties_settled: bool = False
    refused: tuple[Name, ...] = ()

    @property
    def is_found(self) -> bool:
        return self.status in {Status.OPTIMAL, Status.TIME_LIMIT}

    @property
    def gap(self) -> float:
        missing = max(0.0, self.bound - self.objective)
        return missing if not missing or not self.is_found else missing / max(abs(self.objective), 1e-9)

    @property
    def doubt(self) -> float:
        """Points of total score by which a better choice could still exceed this one."""
        return max(0.0, self.bound - self.objective) if self.is_found else 0.0

    @cached_property
    def amounts(self) -> dict[str, int]:
        """Cents of each funded file."""
        return dict(total_by_file(self.grants))

    @property
    def spent(self) -> int:
        return sum(each.cents for each in self.grants)

    def left(self, board: Board) -> dict[str, int]:
        """Cents that stay in each envelope."""
        spent = Counter[str]()
        for each in self.grants:
            spent[each.envelope] += each.cents
        return {each.key: each.amount - spent[each.key] for each in board.envelopes}


def total_by_file(grants: Iterable[Grant]) -> Counter[str]:
    total = Counter[str]()
    for each in grants:
        total[each.file] += each.cents
    return total


def total_score(board: Board, amounts: dict[str, int]) -> float:
    """Σ score × amount ÷ asked, rounded once."""
    files = (board.candidate(key) for key in sorted(amounts))
    return fsum(each.score * amounts[each.key] / each.asked for each in files)
