"""What a search of the panel found."""

from collections import Counter
from dataclasses import dataclass

from grants.analysis.assignment.panel import Pair, Panel
from grants.analysis.solving import Name, Status


@dataclass(frozen=True)
class Proposal:
    """The pairs, their total skill and the bound on it; is_lightest: fewest changes and least greatest load proven.

    refused: what the exact check found wrong, when the solver's answer did not pass it: no pair is given.
    """

    status: Status
    pairs: frozenset[Pair] = frozenset()
    skill: int = 0
    bound: float = float("inf")
    is_lightest: bool = False
    seconds: float = 0.0
    refused: tuple[Name, ...] = ()

    @property
    def is_found(self) -> bool:
        return self.status in {Status.OPTIMAL, Status.TIME_LIMIT}

    @property
    def gap(self) -> float:
        """(bound − skill) ÷ skill."""
        missing = max(0.0, self.bound - self.skill)
        return missing if not missing or not self.is_found else missing / max(abs(self.skill), 1e-9)

    @property
    def loads(self) -> Counter[str]:
        """Files of each reviewer."""
        return Counter(pair.reviewer for pair in self.pairs)

    def added(self, panel: Panel) -> frozenset[Pair]:
        """Beside what is in place."""
        return self.pairs - panel.current - panel.locked

    def removed(self, panel: Panel) -> frozenset[Pair]:
        """Of what is in place."""
        return panel.current - self.pairs


def total_skill(panel: Panel, pairs: frozenset[Pair]) -> int:
    return sum(panel.worth(panel.of_file[pair.file], panel.of_reviewer[pair.reviewer]) for pair in pairs)
