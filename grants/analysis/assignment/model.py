"""The panel as a program in zeros and ones: one column for each pair that may be, one for the greatest load.

Without experts nor locals it is a flow from files to reviewers, whose linear relaxation is already whole.
"""

from dataclasses import dataclass, field

from grants.analysis.assignment.panel import File, Pair, Panel, Reviewer, is_local, skill
from grants.analysis.solving import Matrix, Terms
from grants.analysis.solving.matrix import Values


@dataclass
class Model:
    """The matrix, its pairs' columns, and the column of the greatest load among those who are still there."""

    panel: Panel
    matrix: Matrix = field(default_factory=Matrix)
    columns: dict[Pair, int] = field(default_factory=dict)
    greatest: int = field(init=False)

    def __post_init__(self) -> None:
        panel = self.panel
        self.greatest = self.matrix.column(0, len(panel.files))
        for file in panel.of_file.values():
            self.add_file(file)
        by_reviewer: dict[str, Terms] = {key: {} for key in panel.of_reviewer}
        for pair, column in self.columns.items():
            by_reviewer[pair.reviewer][column] = 1.0
        for reviewer in panel.of_reviewer.values():
            self.add_reviewer(reviewer, by_reviewer[reviewer.key])

    def add_file(self, file: File) -> None:
        """As many reviews as it needs, among them its experts and locals, and those that are locked."""
        people = list(self.panel.of_reviewer.values())
        own = {each.key: self.add_pair(Pair(file.key, each.key)) for each in people if self.panel.may(file, each)}
        needed, counts = self.panel.needed(file), self.panel.counts
        self.matrix.row(
            dict.fromkeys(own.values(), 1.0), lower=needed if counts("reviews", file.key) else 0, upper=needed
        )
        for kind, number, fits in (("experts", file.experts, self.is_expert), ("locals", file.locals, is_local)):
            if number and counts(kind, file.key):
                some = [own[each.key] for each in people if each.key in own and fits(file, each)]
                self.matrix.row(dict.fromkeys(some, 1.0), lower=number)
        if counts("locked", file.key):
            self.lock(file, own)

    def add_pair(self, pair: Pair) -> int:
        self.columns[pair] = self.matrix.column(0, 1)
        return self.columns[pair]

    def is_expert(self, file: File, reviewer: Reviewer) -> bool:
        return skill(file, reviewer) >= self.panel.expert_from

    def lock(self, file: File, own: dict[str, int]) -> None:
        """A locked pair in conflict has no column: nothing can hold."""
        for reviewer in sorted(pair.reviewer for pair in self.panel.locked if pair.file == file.key):
            self.matrix.row({own[reviewer]: 1.0} if reviewer in own else {}, lower=1)

    def add_reviewer(self, reviewer: Reviewer, own: Terms) -> None:
        """Between the least and the most; whoever is out has no least, and does not weigh in the greatest load."""
        most = reviewer.most if self.panel.counts("most", reviewer.key) else len(self.panel.files)
        is_in = not reviewer.is_out
        least = reviewer.least if is_in and self.panel.counts("least", reviewer.key) else 0
        self.matrix.row(own, lower=least, upper=most)
        if is_in:
            self.matrix.row(own | {self.greatest: -1.0}, upper=0)

    def kept(self) -> Terms:
        """How many pairs in place stay."""
        return {column: 1.0 for pair, column in self.columns.items() if pair in self.panel.current}

    def skill(self) -> Terms:
        files, people = self.panel.of_file, self.panel.of_reviewer
        return {
            column: float(self.panel.worth(files[pair.file], people[pair.reviewer]))
            for pair, column in self.columns.items()
        }

    def pairs(self, values: Values) -> frozenset[Pair]:
        return frozenset(pair for pair, column in self.columns.items() if values[column] > 0.5)
