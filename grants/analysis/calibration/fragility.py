"""Which decisions near the line hold by little, and by what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from grants.analysis.calibration.cuts import Cut
from grants.analysis.calibration.lines import Interval
from grants.analysis.calibration.marks import Floats, Key, Table
from grants.analysis.calibration.ranks import DECIMALS, LeftOut, order


class Cause(StrEnum):
    """Why a decision is fragile."""

    REVIEWER = "reviewer"  # it changes side when one reviewer is left out
    INTERVAL = "interval"  # the line is within the interval of the calibrated score
    TIE = "tie"  # an equal score stands on the other side
    RAW = "raw"  # the raw ranking puts it on the other side


@dataclass(frozen=True)
class Decision:
    """The side of one file, and what would change it; `without`: the reviewers whose absence does."""

    file: Key
    is_kept: bool
    causes: tuple[Cause, ...] = ()
    without: tuple[Key, ...] = ()

    @property
    def is_fragile(self) -> bool:
        return bool(self.causes)


@dataclass(frozen=True)
class Ranking:
    """The same files ranked three ways: calibrated, raw, and without each reviewer in turn; scores are (F,)."""

    table: Table
    calibrated: Floats
    raw: Floats
    intervals: Sequence[Interval | None]
    others: Sequence[LeftOut]

    def keys(self, places: Sequence[int]) -> list[Key]:
        return [self.table.files[place] for place in places]


def decisions(ranking: Ranking, cut: Cut) -> tuple[float | None, tuple[Decision, ...]]:
    """The score of the line, and the side of each file that has a mark, the highest score first."""
    placed = order(ranking.calibrated)
    kept = cut(ranking.keys(placed))
    line = line_of(ranking, placed, kept)
    raw = cut(ranking.keys(order(ranking.raw)))
    without = [(ranking.table.reviewers[each.reviewer], cut(ranking.keys(each.order))) for each in ranking.others]
    found = []
    for place in placed:
        file = ranking.table.files[place]
        changing = tuple(reviewer for reviewer, theirs in without if (file in theirs) != (file in kept))
        causes = tuple(causes_of(ranking, place, line, kept, raw))
        found.append(Decision(file, file in kept, ((Cause.REVIEWER,) if changing else ()) + causes, changing))
    return line, tuple(found)


def line_of(ranking: Ranking, placed: Sequence[int], kept: frozenset[Key]) -> float | None:
    """Half way between the first file not kept and the one before; None when all are kept, or the first is out."""
    first = next((rank for rank, place in enumerate(placed) if ranking.table.files[place] not in kept), 0)
    if not first:
        return None
    return float(ranking.calibrated[placed[first - 1]] + ranking.calibrated[placed[first]]) / 2


def causes_of(
    ranking: Ranking, place: int, line: float | None, kept: frozenset[Key], raw: frozenset[Key]
) -> Iterator[Cause]:
    file, interval = ranking.table.files[place], ranking.intervals[place]
    if interval is not None and line is not None and line in interval:
        yield Cause.INTERVAL
    scores = np.round(ranking.calibrated, DECIMALS)
    equals = ranking.keys(np.flatnonzero(scores == scores[place]).tolist())
    if len({each in kept for each in equals}) == 2:
        yield Cause.TIE
    if (file in raw) != (file in kept):
        yield Cause.RAW
