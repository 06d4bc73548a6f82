"""The rules that a board may set, each with the key by which a page names it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from grants.analysis.selection.candidate import Candidate


class Measure(StrEnum):
    AMOUNT = "amount"  # cents given
    COUNT = "count"  # files funded


@dataclass(frozen=True)
class Part:
    """Whom a rule is on: a department, a theme, both, or (neither) the whole board."""

    department: str | None = None
    theme: str | None = None

    def of(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        return [each for each in candidates if self.covers(each)]

    def covers(self, candidate: Candidate) -> bool:
        here = self.department is None or candidate.department == self.department
        return here and (self.theme is None or candidate.theme == self.theme)


@dataclass(frozen=True)
class AtLeast:
    """A floor: so many cents or files for this part."""

    key: str
    part: Part
    value: int
    measure: Measure = Measure.AMOUNT


@dataclass(frozen=True)
class AtMost:
    """A ceiling: so many cents or files for this part; on the whole board, the greatest number of files."""

    key: str
    part: Part
    value: int
    measure: Measure = Measure.AMOUNT


@dataclass(frozen=True)
class ShareAtLeast:
    """Balance: this part has at least this share (0 to 1) of all that is given; nothing given, it holds."""

    key: str
    part: Part
    share: Fraction
    measure: Measure = Measure.AMOUNT


@dataclass(frozen=True)
class ShareAtMost:
    """Balance: this part has at most this share (0 to 1) of all that is given."""

    key: str
    part: Part
    share: Fraction
    measure: Measure = Measure.AMOUNT


@dataclass(frozen=True)
class RateAtLeast:
    """Who is funded in this part has at least this rate of the cost of its project."""

    key: str
    part: Part
    rate: Fraction


@dataclass(frozen=True)
class RateAtMost:
    """Who is funded in this part has at most this rate of the cost of its project."""

    key: str
    part: Part
    rate: Fraction


@dataclass(frozen=True)
class Exclusive:
    """At most one of these files."""

    key: str
    files: frozenset[str]


@dataclass(frozen=True)
class Needs:
    """This file only with that other; two of them make both or none."""

    key: str
    file: str
    other: str


Rule = AtLeast | AtMost | ShareAtLeast | ShareAtMost | RateAtLeast | RateAtMost | Exclusive | Needs
KINDS: dict[type[Rule], str] = {
    AtLeast: "at_least",
    AtMost: "at_most",
    ShareAtLeast: "share_at_least",
    ShareAtMost: "share_at_most",
    RateAtLeast: "rate_at_least",
    RateAtMost: "rate_at_most",
    Exclusive: "exclusive",
    Needs: "needs",
}
