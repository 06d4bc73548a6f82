"""What an organisation was awarded and paid, year by year, and the totals at which the law asks for more."""

from collections.abc import Iterable
from dataclasses import dataclass

from grants.values.money import ZERO, Money

YEARS = 3


@dataclass(frozen=True)
class Aid:
    """One funder in one civil year."""

    year: int
    funder: str
    awarded: Money = ZERO
    paid: Money = ZERO


def by_year(awarded: Iterable[tuple[int, str, Money]], paid: Iterable[tuple[int, str, Money]]) -> list[Aid]:
    """Year and funder → what was awarded, what was paid; the last year first."""
    found: dict[tuple[int, str], Aid] = {}
    for field, rows in (("awarded", awarded), ("paid", paid)):
        for year, funder, amount in rows:
            here = found.get((year, funder), Aid(year, funder))
            found[year, funder] = Aid(**vars(here) | {field: getattr(here, field) + amount})
    return sorted(found.values(), key=lambda each: (-each.year, each.funder))


@dataclass(frozen=True)
class Totals:
    """Awards of the last civil years, as the thresholds count them."""

    by_funder: dict[str, Money]
    year: Money
    three_years: Money


def totals(aids: Iterable[Aid], year: int) -> Totals:
    """Those of this year by funder and together, and those of this year and the two before."""
    aids = list(aids)
    here = [each for each in aids if each.year == year]
    return Totals(
        by_funder={each.funder: each.awarded for each in here if each.awarded},
        year=Money.total(each.awarded for each in here),
        three_years=Money.total(each.awarded for each in aids if year - YEARS < each.year <= year),
    )
