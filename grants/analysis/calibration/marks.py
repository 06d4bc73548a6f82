"""The marks of a round as rows, and the same ones as arrays to compute with."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from math import isfinite
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Key: TypeAlias = int | str
Floats: TypeAlias = NDArray[np.float64]
Places: TypeAlias = NDArray[np.intp]


@dataclass(frozen=True)
class Mark:
    """What one reviewer gave to one file, in points of the grid; None is an abstention, which is not a mark."""

    file: Key
    reviewer: Key
    score: float | Decimal | None


def weighted(file: Key, reviewer: Key, marks: Mapping[str, float | None], weights: Mapping[str, float]) -> Mark:
    """The mean of the marks of the criteria by their weights, in points of the grid.

    A criterion without a mark (None) counts for nothing, not zero; ValueError for an unknown criterion or a weight
    that is not above zero.
    """
    if unknown := sorted(set(marks) - set(weights)):
        raise ValueError(f"Critères inconnus de la grille : {', '.join(unknown)}.")
    if wrong := sorted(key for key, weight in weights.items() if not weight > 0):
        raise ValueError(f"Le poids d’un critère est au-dessus de zéro : {', '.join(wrong)}.")
    given = [(weights[key], mark) for key, mark in marks.items() if mark is not None]
    whole = sum(weight for weight, _ in given)
    return Mark(file, reviewer, sum(weight * mark for weight, mark in given) / whole if given else None)


@dataclass(frozen=True)
class Table:
    """n marks of F files by R reviewers: the n-th is `scores[n]`, of `files[file_of[n]]` by its reviewer."""

    files: tuple[Key, ...]
    reviewers: tuple[Key, ...]
    file_of: Places
    reviewer_of: Places
    scores: Floats

    @property
    def seen(self) -> Floats:
        """F × R: 1 where the reviewer marked the file."""
        seen = np.zeros((len(self.files), len(self.reviewers)))
        seen[self.file_of, self.reviewer_of] = 1
        return seen

    def by_file(self, numbers: Floats) -> Floats:
        """The sum by file of n numbers; shape (F,)."""
        return np.bincount(self.file_of, numbers, len(self.files)).astype(np.float64)

    def by_reviewer(self, numbers: Floats) -> Floats:
        """The sum by reviewer of n numbers; shape (R,)."""
        return np.bincount(self.reviewer_of, numbers, len(self.reviewers)).astype(np.float64)

    def without(self, reviewer: int) -> "Table":
        """The same files and reviewers, less the marks of one of them (its place)."""
        left = self.reviewer_of != reviewer
        kept = {"file_of": self.file_of[left], "reviewer_of": self.reviewer_of[left], "scores": self.scores[left]}
        return replace(self, **kept)


def gathered(marks: Iterable[Mark], files: Iterable[Key] = ()) -> Table:
    """Rows as arrays, in an order that does not depend on theirs; `files` adds those that nobody marked.

    Abstentions give no mark; ValueError for a mark that is no number or given twice.
    """
    marks = sorted(marks, key=lambda row: (rank_of(row.file), rank_of(row.reviewer)))
    rows = [(row.file, row.reviewer, float(row.score)) for row in marks if row.score is not None]
    check(rows)
    marked, reviewers = ordered({row.file for row in marks} | set(files)), ordered({row[1] for row in rows})
    return Table(
        marked,
        reviewers,
        places(marked, [row[0] for row in rows]),
        places(reviewers, [row[1] for row in rows]),
        np.array([row[2] for row in rows], dtype=np.float64),
    )


def places(keys: tuple[Key, ...], wanted: list[Key]) -> Places:
    """Where each of the wanted keys stands among all; shape of `wanted`."""
    found = {key: place for place, key in enumerate(keys)}
    return np.array([found[key] for key in wanted], dtype=np.intp)


def check(rows: list[tuple[Key, Key, float]]) -> None:
    given: set[tuple[Key, Key]] = set()
    for file, reviewer, score in rows:
        if not isfinite(score):
            raise ValueError(f"La note du dossier {file} par {reviewer} n’est pas un nombre.")
        if (file, reviewer) in given:
            raise ValueError(f"Le dossier {file} a deux notes de {reviewer} : gardez la dernière.")
        given.add((file, reviewer))


def ordered(keys: set[Key]) -> tuple[Key, ...]:
    return tuple(sorted(keys, key=rank_of))


def rank_of(key: Key) -> tuple[bool, int, str]:
    """Numbers first, then words."""
    return (True, 0, key) if isinstance(key, str) else (False, key, "")
