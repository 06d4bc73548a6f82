"""Places proposed while a person types: the likeliest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from grants.values import territories
from grants.values.territories import DEPARTMENTS, KINDS, Territory, plain

AS_MANY = 10
LONGEST = 80  # of what is typed: no name of the region is longer


@dataclass(frozen=True)
class Entry:
    """A place as it is looked for."""

    place: Territory
    name: str
    words: tuple[str, ...]
    codes: tuple[str, ...]
    weight: int

    def rank(self, wanted: str) -> int | None:
        """0 for the very name or code, then what begins so, then what has such words; None for another place."""
        if wanted in (self.name, self.bare) or wanted in self.codes:
            return 0
        if (
            self.name.startswith(wanted)
            or self.bare.startswith(wanted)
            or any(code.startswith(wanted) for code in self.codes)
        ):
            return 1
        return 2 if all(self.has(part) for part in wanted.split()) else None

    @property
    def bare(self) -> str:
        """Without its article: « Mans » for Le Mans."""
        return " ".join(self.words[1:]) if self.words[0] in territories.ARTICLES else self.name

    def has(self, part: str) -> bool:
        return any(each.startswith(part) for each in (*self.words, *self.codes))


@cache
def entries() -> tuple[Entry, ...]:
    """Every place of the region."""
    posted: dict[str, list[str]] = {}
    for postcode, places in territories.postcodes().items():
        for place in places:
            posted.setdefault(place.key, []).append(postcode)
    return tuple(entry(place, posted.get(place.key, [])) for place in territories.every().values())


def entry(place: Territory, postcodes: Sequence[str]) -> Entry:
    name, weight = plain(place.name), territories.populations().get(place.code, 0)
    return Entry(place, name, tuple(name.split()), (place.code.lower(), *postcodes), weight)


def suggest(typed: str, levels: Sequence[str] = tuple(KINDS), limit: int = AS_MANY) -> list[Territory]:
    """Places whose name, INSEE code or postcode begins as typed, the most peopled first; nothing for nothing typed."""
    wanted, kinds = plain(typed[:LONGEST]), territories.with_metropolis(levels)
    if not wanted:
        return []
    ranked = [(each, each.rank(wanted)) for each in entries() if each.place.kind in kinds]
    found = sorted(((rank, -each.weight, each.name, each.place) for each, rank in ranked if rank is not None))
    return [place for *_order, place in found[:limit]]


def postcodes_of(place: Territory) -> list[str]:
    """Those of a commune, in order."""
    return sorted(code for code, places in territories.postcodes().items() if place in places)


def described(place: Territory) -> str:
    """What tells a place from its namesakes: its kind, its department, its postcodes."""
    where = ", ".join(DEPARTMENTS[code] for code in place.departments) if place.kind != "region" else ""
    posted = " ".join(postcodes_of(place)[:3])
    return " · ".join(each for each in (KINDS[place.kind], where if place.kind == "commune" else "", posted) if each)
