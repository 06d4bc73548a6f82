"""Where the line falls in a ranking: a number of awards, or what is left of the credits."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from grants.analysis.calibration.marks import Key
from grants.values.money import Money


class Cut(Protocol):
    """A rule that says, of files in rank order, which are kept."""

    def __call__(self, files: Sequence[Key], /) -> frozenset[Key]: ...


@dataclass(frozen=True)
class FirstOnes:
    """As many awards as this, to the first files."""

    count: int

    def __call__(self, files: Sequence[Key], /) -> frozenset[Key]:
        return frozenset(files[: max(self.count, 0)])


@dataclass(frozen=True)
class WithinCredits:
    """File → envelope → amount, and what is left of each envelope: served in order, who does not fit is passed over.

    A file without an amount takes nothing and is not kept.
    """

    amounts: Mapping[Key, Mapping[str, Money]]
    left: Mapping[str, Money]

    def __call__(self, files: Sequence[Key], /) -> frozenset[Key]:
        left, kept = dict(self.left), set()
        for file in files:
            wanted = self.amounts.get(file, {})
            if wanted and fits(wanted.items(), left):
                kept.add(file)
                left |= {envelope: left[envelope] - part for envelope, part in wanted.items()}
        return frozenset(kept)


def fits(wanted: Iterable[tuple[str, Money]], left: Mapping[str, Money]) -> bool:
    return all(envelope in left and not left[envelope] < part for envelope, part in wanted)
