"""Names that may be one and the same: letters by threes and words, compared only where they share a rare word."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

WORD = re.compile(r"[0-9a-z]+")
EMPTY_WORDS = "a and au aux d de des du en et l la le les pour association assoc asso collectif club"
EMPTY = frozenset(EMPTY_WORDS.split())
CROWD = 40  # names that share a word: beyond, the word says nothing
CLOSE = 0.62  # share of letters in common, by threes


def pairs(names: Iterable[tuple[int, str]], *, at_most: int = 200) -> list[tuple[int, int, float]]:
    """(lower id, higher id, likeness between 0 and 1), the most alike first; names are unaccented, in lower case."""
    said = dict(names)
    found = {pair: likeness(said[pair[0]], said[pair[1]]) for pair in candidates(said)}
    close = [(*pair, share) for pair, share in found.items() if share >= CLOSE]
    return sorted(close, key=lambda each: (-each[2], each[0], each[1]))[:at_most]


def candidates(said: dict[int, str]) -> set[tuple[int, int]]:
    """Pairs that share a word which few names have: the work grows with the names, not with their square."""
    holders: dict[str, list[int]] = defaultdict(list)
    for id, name in said.items():
        for word in words(name):
            holders[word].append(id)
    return {pair for ids in holders.values() if len(ids) <= CROWD for pair in combinations(sorted(ids), 2)}


def words(name: str) -> set[str]:
    """The words that tell one name from another, without their plural."""
    return {word.rstrip("sx") or word for word in WORD.findall(name)} - EMPTY


def likeness(one: str, other: str) -> float:
    """1 when the words are the same in any order; else the share of their letters in common, by threes."""
    if words(one) == words(other):
        return 1.0
    mine, theirs = set(threes(one)), set(threes(other))
    return len(mine & theirs) / len(mine | theirs) if mine | theirs else 0.0


def threes(name: str) -> Iterator[str]:
    for word in words(name):
        padded = f"  {word} "
        yield from (padded[start : start + 3] for start in range(len(padded) - 2))
