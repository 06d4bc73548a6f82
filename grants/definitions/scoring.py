"""The mark of a file on a grid."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from grants.definitions.assessment import Criterion, GridDefinition, Scale


def weighted_score(grid: GridDefinition, marks: Mapping[str, int | None]) -> Decimal | None:
    """The mean of the marks by their weights, to two decimals; an abstention (None) counts for nothing, not zero.

    None when no criterion has a mark; ValueError for a mark outside its scale or an unknown criterion.
    """
    unknown = set(marks) - {criterion.key for criterion in grid.criteria}
    if unknown:
        raise ValueError(f"critères inconnus : {', '.join(sorted(unknown))}")
    given = [(criterion, _mark(grid, criterion, marks.get(criterion.key))) for criterion in grid.criteria]
    counted = [(criterion.weight, mark) for criterion, mark in given if mark is not None]
    if not counted:
        return None
    total = Decimal(sum(weight * mark for weight, mark in counted))
    return (total / sum(weight for weight, _ in counted)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def scale_of(grid: GridDefinition, criterion: Criterion) -> Scale:
    return next(scale for scale in grid.scales if scale.key == criterion.scale)


def _mark(grid: GridDefinition, criterion: Criterion, mark: int | None) -> int | None:
    scale = scale_of(grid, criterion)
    if mark is not None and mark not in range(scale.min, scale.max + 1, scale.step):
        raise ValueError(f"{criterion.label} : une note de {scale.min} à {scale.max}")
    return mark


def discussed_first(grid: GridDefinition, marks: Mapping[str, int | None]) -> bool:
    """Whether a mark, or the whole, is under its threshold."""
    score = weighted_score(grid, marks)
    under = any(
        (marks[criterion.key] or 0) < (criterion.threshold or 0)
        for criterion in grid.criteria
        if marks.get(criterion.key) is not None
    )
    return under or (score is not None and grid.overall_threshold is not None and score < grid.overall_threshold)
