"""The board as a mixed-integer program: who is funded, by how many steps each amount is cut, from which envelope.

Columns, for each file i: s = funded (0 or 1), d = steps cut (whole), and, where it may draw on several envelopes, f =
euros from each. Its amount, in euros: most × s − step × d. The matrix is in euros so that a cent is far above the
solver's tolerance; whole amounts come out of s and d, which are whole, and not out of f.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from grants.analysis.selection.board import Board
from grants.analysis.selection.candidate import Candidate
from grants.analysis.selection.spans import Span, span
from grants.analysis.solving import Matrix, Name, Terms
from grants.analysis.solving.matrix import Values

EURO = 100.0  # cents


@dataclass
class Model:
    """The matrix and the columns of each file; margin: cents kept back on every row of money."""

    board: Board
    margin: int = 0
    matrix: Matrix = field(default_factory=Matrix)
    spans: dict[str, Span] = field(default_factory=dict)
    funded: dict[str, int] = field(default_factory=dict)
    cuts: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for candidate in self.board.ranked:
            self.add(candidate)
        self.add_envelopes()

    def add(self, candidate: Candidate) -> None:
        """Funded or not, as decided by a person where one did; its cuts, when it is funded."""
        key, room = candidate.key, span(self.board, candidate)
        is_in = candidate.decided is True and self.board.counts(Name("in", key))
        is_out = candidate.decided is False and self.board.counts(Name("out", key))
        self.spans[key] = room
        self.funded[key] = self.matrix.column(int(is_in), int(not is_out))
        if not room.is_possible or not candidate.envelopes:
            self.matrix.row({self.funded[key]: 1.0}, upper=0)
        elif room.cuts:
            self.cuts[key] = self.matrix.column(0, room.cuts)
            self.matrix.row({self.cuts[key]: 1.0, self.funded[key]: -float(room.cuts)}, upper=0)

    def add_envelopes(self) -> None:
        """What is drawn on each envelope is at most what it has."""
        drawn: dict[str, Terms] = {each.key: {} for each in self.board.envelopes}
        for candidate in self.board.ranked:
            for envelope, terms in self.draws(candidate).items():
                drawn[envelope].update(terms)
        for each in self.board.envelopes:
            if drawn[each.key] and self.board.counts(Name("envelope", each.key)):
                self.matrix.row(drawn[each.key], upper=(each.amount - self.margin) / EURO)

    def draws(self, candidate: Candidate) -> dict[str, Terms]:
        """What a file takes from each of its envelopes."""
        if len(candidate.envelopes) < 2:
            return {envelope: self.amount(candidate.key) for envelope in candidate.envelopes}
        most = max(0, self.spans[candidate.key].most) / EURO
        flows = {key: self.matrix.column(0, most, is_integer=False) for key in sorted(candidate.envelopes)}
        together = dict.fromkeys(flows.values(), -1.0)
        self.matrix.row(self.amount(candidate.key) | together, lower=0, upper=0)
        return {envelope: {column: 1.0} for envelope, column in flows.items()}

    def amount(self, key: str, weight: float = 1.0) -> Terms:
        """Weight × the amount of this file, in euros."""
        terms = {self.funded[key]: weight * self.spans[key].most / EURO}
        if key in self.cuts:
            terms[self.cuts[key]] = -weight * self.board.step / EURO
        return terms

    def score(self) -> Terms:
        """Σ score × amount ÷ asked."""
        found: Terms = {}
        for each in self.board.candidates:
            found |= self.amount(each.key, each.score * EURO / each.asked)
        return found

    def money(self) -> Terms:
        """Everything given, in euros."""
        found: Terms = {}
        for each in self.board.candidates:
            found |= self.amount(each.key)
        return found

    def amounts(self, values: Values) -> dict[str, int]:
        """Whole cents of each funded file."""
        return {key: self.cents(key, values) for key, column in self.funded.items() if values[column] > 0.5}

    def cents(self, key: str, values: Values) -> int:
        cut = round(values[self.cuts[key]]) if key in self.cuts else 0
        return self.spans[key].most - self.board.step * cut

    def open_to(self) -> Mapping[str, frozenset[str]]:
        return {each.key: each.envelopes for each in self.board.candidates}
