"""From how many to how many cents a file may have when it is funded, exactly."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from grants.analysis.selection.board import Board
from grants.analysis.selection.candidate import Candidate
from grants.analysis.selection.rules import RateAtLeast, RateAtMost
from grants.analysis.solving import Name


@dataclass(frozen=True)
class Span:
    """The most, and how many whole steps may be cut from it; a negative number of cuts: it cannot be funded."""

    most: int
    cuts: int

    @property
    def is_possible(self) -> bool:
        return self.cuts >= 0


def span(board: Board, candidate: Candidate) -> Span:
    """What its own conditions and the rates leave."""
    lower, upper = wanted(board, candidate)
    cost = candidate.asked if candidate.cost is None else candidate.cost
    lower = max([lower, *(ceil(rate * cost) for rate in floors(board, candidate))])
    upper = min([upper, *(floor(rate * cost) for rate in ceilings(board, candidate))])
    return Span(upper, (upper - lower) // board.step)


def wanted(board: Board, candidate: Candidate) -> tuple[int, int]:
    """Least and most before any rate; at least one cent: nothing at all is not an award.

    An amount fixed by a person replaces what the file called useful, so that a rule dropped only ever leaves more room.
    """
    if candidate.fixed is not None:
        is_held = board.counts(Name("fixed", candidate.key))
        return (candidate.fixed, candidate.fixed) if is_held else (1, candidate.asked)
    if candidate.is_all_or_nothing and board.counts(Name("all_or_nothing", candidate.key)):
        return candidate.asked, candidate.asked
    least = candidate.least if board.counts(Name("least", candidate.key)) else 1
    return max(1, least), candidate.asked


def floors(board: Board, candidate: Candidate) -> Iterator[Fraction]:
    if candidate.lowest_rate is not None and board.counts(Name("lowest_rate", candidate.key)):
        yield candidate.lowest_rate
    yield from (
        rule.rate for rule in board.rules_in_force() if isinstance(rule, RateAtLeast) and rule.part.covers(candidate)
    )


def ceilings(board: Board, candidate: Candidate) -> Iterator[Fraction]:
    if candidate.highest_rate is not None and board.counts(Name("highest_rate", candidate.key)):
        yield candidate.highest_rate
    yield from (
        rule.rate for rule in board.rules_in_force() if isinstance(rule, RateAtMost) and rule.part.covers(candidate)
    )
