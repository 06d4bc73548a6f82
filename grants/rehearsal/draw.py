"""Chance that comes out the same each time: every choice is drawn from the seed and from what it is for."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Draw:
    """A source of choices; `of` gives the one that belongs to a thing, whatever was drawn before."""

    seed: str

    def of(self, *names: object) -> Random:
        return Random(":".join([self.seed, *map(str, names)]))

    def one(self, choices: Sequence[T], *names: object) -> T:
        return self.of(*names).choice(choices)

    def between(self, lowest: int, highest: int, *names: object) -> int:
        """A whole number, both ends included."""
        return self.of(*names).randint(lowest, highest)
