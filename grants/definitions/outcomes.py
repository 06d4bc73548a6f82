"""What a grid gave on one file, as its people may read it: never who gave a mark, nor a mark that one could guess."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from grants.definitions.assessment import Criterion, GridDefinition
from grants.definitions.scoring import scale_of

FEWEST = 3  # under so many marks, a mean would tell what one person gave: neither figure nor word is shown
TENTH, WHOLE = Decimal("0.1"), Decimal(1)


@dataclass(frozen=True)
class Outcome:
    """One criterion: its mean and the words of the scale (none when too few people scored it), its threshold."""

    label: str
    question: str
    weight: int
    mean: Decimal | None
    words: str
    highest: int
    threshold: int | None
    is_reached: bool | None  # whether the mean is at its threshold at least; None where there is none, or no mark
    is_weak: bool  # under its threshold; without threshold, and with enough marks, in the lower half of the scale
    advice: str  # what the call's own grid says of the best mark


def outcomes(grid: GridDefinition, readings: Sequence[Mapping[str, Any]]) -> list[Outcome]:
    """Each criterion of the grid, in its order; readings: criterion → {mark, comment}, an abstention without mark."""
    return [outcome(grid, each, [reading.get(each.key) for reading in readings]) for each in grid.criteria]


def outcome(grid: GridDefinition, criterion: Criterion, given: Sequence[Any]) -> Outcome:
    scale = scale_of(grid, criterion)
    marks = [Decimal(each["mark"]) for each in given if each and each.get("mark") is not None]
    mean = (sum(marks, Decimal(0)) / len(marks)) if marks else None
    is_reached = None if mean is None or criterion.threshold is None else mean >= criterion.threshold
    is_told = mean is not None and len(marks) >= FEWEST
    nearest = int(mean.quantize(WHOLE, ROUND_HALF_UP)) if mean is not None else scale.min
    is_low = is_told and criterion.threshold is None and mean is not None and mean * 2 < scale.min + scale.max
    return Outcome(
        label=criterion.label, question=criterion.question, weight=criterion.weight,
        mean=mean.quantize(TENTH, ROUND_HALF_UP) if is_told and mean is not None else None,
        words=scale.labels.get(str(nearest), "") if is_told else "",
        highest=scale.max, threshold=criterion.threshold, is_reached=is_reached,
        is_weak=is_reached is False or is_low, advice=criterion.guidance.get(str(scale.max), ""),
    )  # fmt: skip
