"""A figure with its perimeter and its date; a change between two of them, refused where the lines are not the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

TWO_DECIMALS, WHOLE = Decimal("0.01"), Decimal(1)


class DifferentPerimeters(ValueError):
    """Two figures that do not cover the same lines were compared without saying so."""


@dataclass(frozen=True)
class Figure:
    """A number, its unit, which lines it covers (perimeter) and the day at which it was true; None where unsaid."""

    label: str
    value: Decimal
    perimeter: frozenset[str]
    as_of: date | None
    unit: str = "EUR"

    @classmethod
    def total(cls, label: str, lines: Iterable["Figure"]) -> "Figure":
        """The sum of several lines, whose perimeter is all of theirs; ValueError when units or dates differ."""
        lines = list(lines)
        if len({(each.unit, each.as_of) for each in lines}) != 1:
            raise ValueError(f"{label} : les lignes n’ont pas la même unité ou la même date")
        covered = [line for each in lines for line in each.perimeter]
        if len(covered) != len(set(covered)):
            raise ValueError(f"{label} : une ligne compterait deux fois")
        value = sum((each.value for each in lines), Decimal(0))
        return cls(label, value, frozenset(covered), lines[0].as_of, lines[0].unit)

    def without(self, part: "Figure") -> "Figure":
        """What is left once a part is taken out; ValueError when it was not in."""
        if not part.perimeter <= self.perimeter or part.unit != self.unit:
            raise ValueError(f"{part.label} n’est pas une partie de {self.label}")
        left = self.perimeter - part.perimeter
        return Figure(f"{self.label} sans {part.label}", self.value - part.value, left, self.as_of, self.unit)


@dataclass(frozen=True)
class Change:
    """From one figure to another; across different perimeters only with a label that says so."""

    before: Figure
    after: Figure
    label: str | None = None

    def __post_init__(self) -> None:
        if self.before.unit != self.after.unit:
            raise ValueError(f"{self.before.unit} et {self.after.unit} ne se comparent pas")
        if not self.is_like_for_like and not self.label:
            only = ", ".join(sorted(self.before.perimeter ^ self.after.perimeter))
            raise DifferentPerimeters(f"Les deux années ne couvrent pas les mêmes lignes ({only}) : dites-le.")

    @property
    def is_like_for_like(self) -> bool:
        return self.before.perimeter == self.after.perimeter

    @property
    def difference(self) -> Decimal:
        return self.after.value - self.before.value

    @property
    def percent(self) -> Decimal | None:
        """In percent, to two decimals; None from nothing."""
        return percent(self.difference, self.before.value)


def percent(part: Decimal, whole: Decimal) -> Decimal | None:
    """100 × part ÷ whole, rounded half up to two decimals: the one rule for shares; None when there is no whole."""
    return rounded(100 * part / whole) if whole else None


def rounded(number: Decimal, to: Decimal = TWO_DECIMALS) -> Decimal:
    """Half up, away from zero: 57.555 → 57.56, −57.5 → −58."""
    return number.quantize(to, ROUND_HALF_UP)
