"""A file that asks for money, and an envelope that has some; all amounts in whole cents."""

from dataclasses import dataclass
from fractions import Fraction
from math import isfinite


@dataclass(frozen=True)
class Envelope:
    """Credits still free, in cents."""

    key: str
    amount: int

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise ValueError(f"envelope {self.key}: a negative amount")


@dataclass(frozen=True)
class Candidate:
    """What one file asks, the least that is useful to it, and where its money may come from.

    score: calibrated, any finite number; asked, least, fixed, cost: cents; cost: the project's, to which rates apply
    (default: the amount asked); fixed: the amount that a person set, at most what was asked; decided by a person: True
    in, False out.
    """

    key: str
    score: float
    asked: int
    envelopes: frozenset[str]
    department: str | None = None
    theme: str | None = None
    least: int = 0
    is_all_or_nothing: bool = False
    cost: int | None = None
    lowest_rate: Fraction | None = None
    highest_rate: Fraction | None = None
    fixed: int | None = None
    decided: bool | None = None

    def __post_init__(self) -> None:
        if not isfinite(self.score):
            raise ValueError(f"file {self.key}: its score is not a number")
        if self.asked <= 0:
            raise ValueError(f"file {self.key}: an amount asked must be more than nothing")
        if self.fixed is not None and not 0 < self.fixed <= self.asked:
            raise ValueError(f"file {self.key}: an amount given is more than nothing, at most what was asked")
        if self.least < 0 or (self.cost is not None and self.cost < 0):
            raise ValueError(f"file {self.key}: a negative amount")
