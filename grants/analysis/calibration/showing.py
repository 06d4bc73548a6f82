"""From arrays, where NaN is the unknown, to figures that can be shown, where None is."""

from math import isfinite

from grants.analysis.calibration.lines import Interval, Leaning
from grants.analysis.calibration.marks import Floats
from grants.analysis.calibration.student import quantile

CONFIDENCE = 0.95


def shown(number: float) -> float | None:
    """To nine decimals, never −0; None for what is unknown."""
    return round(float(number), 9) + 0.0 if isfinite(number) else None


def rank_shown(rank: int) -> int | None:
    return int(rank) or None


def intervals(centres: Floats, errors: Floats, degrees: int) -> list[Interval | None]:
    """Student's intervals at 95 %; None without a mark to spare or where the figure is unknown."""
    reach = quantile(CONFIDENCE, degrees) if degrees else float("nan")
    return [interval(low, high) for low, high in zip(centres - reach * errors, centres + reach * errors, strict=True)]


def interval(low: float, high: float) -> Interval | None:
    ends = [end for end in (shown(low), shown(high)) if end is not None]
    return Interval(*ends) if len(ends) == 2 else None


def leaning(interval: Interval | None) -> Leaning:
    if interval is None:
        return Leaning.UNKNOWN
    if 0 in interval:
        return Leaning.AVERAGE
    return Leaning.SEVERE if interval.low > 0 else Leaning.LENIENT
