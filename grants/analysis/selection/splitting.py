"""Amounts shared out among the envelopes, to the cent: a flow in whole numbers, so that nothing is ever rounded.

Source: L. R. Ford, D. R. Fulkerson, Maximal flow through a network (1956): along shortest ways that free what others
took; with whole amounts and whole envelopes, the flow is whole.
"""

from collections import deque
from collections.abc import Mapping

from grants.analysis.selection.solution import Grant

Open = Mapping[str, frozenset[str]]  # file → the envelopes it may draw on


class Purse:
    """Who has taken what from which envelope, and what each still holds (None: without limit), in cents."""

    def __init__(self, left: Mapping[str, int | None], open_to: Open) -> None:
        self.left = dict(left)
        self.open_to = open_to
        self.taken: dict[tuple[str, str], int] = {}

    def pay(self, file: str, cents: int) -> bool:
        """This amount for this file, moving what others took where it must; False when the money is not there."""
        while cents:
            way = self.way(file)
            if way is None:
                return False
            cents -= self.push(way, cents)
        return True

    def way(self, file: str) -> list[tuple[str, str]] | None:
        """The shortest way to an envelope with money left: (file, envelope) to add to, each after the one it frees."""
        ways: deque[list[tuple[str, str]]] = deque([[]])
        seen: set[str] = set()
        while ways:
            way = ways.popleft()
            for mover, envelope in self.steps(way, file, seen):
                seen.add(envelope)
                longer = [*way, (mover, envelope)]
                if self.left[envelope] != 0:
                    return longer
                ways.append(longer)
        return None

    def steps(self, way: list[tuple[str, str]], file: str, seen: set[str]) -> list[tuple[str, str]]:
        """From the file, its envelopes; from an empty envelope, those who drew on it and where else they may draw."""
        movers = [file] if not way else sorted(who for who, where in self.taken if where == way[-1][1])
        found: dict[str, str] = {}
        for mover in movers:
            for envelope in sorted(self.open_to[mover]):
                if envelope not in seen:
                    found.setdefault(envelope, mover)
        return [(mover, envelope) for envelope, mover in found.items()]

    def push(self, way: list[tuple[str, str]], cents: int) -> int:
        """As much as the way lets through."""
        last = self.left[way[-1][1]]
        freed = [(mover, envelope) for (mover, _), (_, envelope) in zip(way[1:], way, strict=False)]
        through = min([cents, *(self.taken[each] for each in freed), *([] if last is None else [last])])
        for each in way:
            self.taken[each] = self.taken.get(each, 0) + through
        for each in freed:
            self.give_back(*each, through)
        if last is not None:
            self.left[way[-1][1]] = last - through
        return through

    def give_back(self, mover: str, envelope: str, cents: int) -> None:
        self.taken[mover, envelope] -= cents
        if not self.taken[mover, envelope]:
            del self.taken[mover, envelope]


def split(amounts: Mapping[str, int], left: Mapping[str, int | None], open_to: Open) -> tuple[Grant, ...] | None:
    """Grants that make up these amounts, those with the least choice first; None when the envelopes do not suffice."""
    purse = Purse(left, open_to)
    for file in sorted(amounts, key=lambda each: (len(open_to[each]), -amounts[each], each)):
        if not purse.pay(file, amounts[file]):
            return None
    return tuple(sorted(Grant(file, envelope, cents) for (file, envelope), cents in purse.taken.items()))
