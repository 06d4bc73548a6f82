"""Places of the region: departments, inter-municipal bodies, communes (code officiel géographique)."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from grants.values.stems import unaccented

REGION = "52"
DEPARTMENTS = {
    "44": "Loire-Atlantique",
    "49": "Maine-et-Loire",
    "53": "Mayenne",
    "72": "Sarthe",
    "85": "Vendée",
}
REGION_NAME = "Pays de la Loire"
KINDS = {
    "region": "Région",
    "department": "Département",
    "metropolis": "Métropole",
    "intercommunality": "Intercommunalité",
    "commune": "Commune",
    "priority_district": "Quartier prioritaire (QPV)",
    "rural_zone": "Zone rurale (FRR)",
}
COMMUNE = re.compile(r"(\d{5}|2[AB]\d{3})", re.ASCII)
POSTCODE = re.compile(r"\b\d{5}\b", re.ASCII)
SHORT = {"st": "saint", "ste": "sainte"}
ARTICLES = ("l", "la", "le", "les")
CODE = "code "  # before a code that names two places: what was typed, never an answer
FILE = Path(__file__).parents[2] / "data" / "territories.json"


@dataclass(frozen=True, order=True)
class Territory:
    """One place: its kind, its official code, its name, and the departments it touches."""

    kind: str
    code: str
    name: str
    departments: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"

    @property
    def key(self) -> str:
        """How answers hold it: "commune:44109"."""
        return f"{self.kind}:{self.code}"


def name_of(code: str | None) -> str:
    """Of a department, or of the region; empty for any other code."""
    return REGION_NAME if code == REGION else DEPARTMENTS.get(code or "", "")


def is_commune_code(text: object) -> bool:
    """The form of an INSEE code (never a postcode: the form is the same, `commune` tells)."""
    return isinstance(text, str) and bool(COMMUNE.fullmatch(text))


@cache
def _file() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return read


@cache
def every() -> dict[str, Territory]:
    """All known places, by key."""
    places = [Territory("region", REGION, "Pays de la Loire", tuple(DEPARTMENTS))]
    places += [Territory("department", code, name, (code,)) for code, name in DEPARTMENTS.items()]
    for row in _file()["intercommunalities"]:
        kind = "metropolis" if row["type"] == "METRO" else "intercommunality"
        places.append(
            Territory(
                kind,
                row["code"],
                row["name"],
                tuple(sorted({m[:2] for m in row["members"]})),
            )
        )
    places += [Territory("commune", r["code"], r["name"], (r["department"],)) for r in _file()["communes"]]
    return {place.key: place for place in places}


def source() -> str:
    """Where the places come from, and under which licence."""
    return str(_file()["source_fr"])


@cache
def populations() -> dict[str, int]:
    """Inhabitants of each commune, by INSEE code."""
    return {row["code"]: row["population"] or 0 for row in _file()["communes"]}


@cache
def postcodes() -> dict[str, tuple[Territory, ...]]:
    """Communes served by each postcode."""
    found: dict[str, tuple[Territory, ...]] = {}
    for row in _file()["communes"]:
        for postcode in row["postcodes"]:
            found[postcode] = (
                *found.get(postcode, ()),
                every()[f"commune:{row['code']}"],
            )
    return found


def commune(code: object) -> Territory | None:
    """The commune of this INSEE code, if it is of the region."""
    return every().get(f"commune:{code}")


def read(value: object) -> Territory | None:
    """The place of a stored answer: "commune:44109" or {"kind": "commune", "code": "44109"}."""
    if isinstance(value, dict):
        value = f"{value.get('kind')}:{value.get('code')}"
    return every().get(value) if isinstance(value, str) else None


def told_apart(typed: str) -> str:
    """« code 44118 » for a code that is one commune's INSEE code and another's postcode; other texts as they are."""
    code = typed.strip()
    named = {each for each in (commune(code), *postcodes().get(code, ())) if each}
    return CODE + code if commune(code) and len(named) > 1 else typed


def plain(name: str) -> str:
    """A name without accents, case, hyphens, with « St » said « saint »: what people type."""
    words = re.sub(r"[^a-z0-9]+", " ", unaccented(name)).split()
    return " ".join(SHORT.get(word, word) for word in words)


@cache
def _by_name() -> dict[str, tuple[Territory, ...]]:
    found: dict[str, tuple[Territory, ...]] = {}
    for place in every().values():
        for name in {plain(place.name), plain(place.code), plain(str(place))}:
            found[name] = (*found.get(name, ()), place)
    return found


@cache
def _by_bare_name() -> dict[str, tuple[Territory, ...]]:
    """By the name without its article: « Mans » for Le Mans."""
    found: dict[str, tuple[Territory, ...]] = {}
    for place in every().values():
        article, _space, bare = plain(place.name).partition(" ")
        if article in ARTICLES and bare:
            found[bare] = (*found.get(bare, ()), place)
    return found


def find(typed: str, levels: Sequence[str] = tuple(KINDS), limit: int | None = None) -> list[Territory]:
    """Places that a person may mean: by name, INSEE code, postcode, or together, "Nantes (44109)", "44000 Nantes"."""
    exact = read(typed.strip())
    if exact is not None and exact.kind in levels:
        return [exact]
    wanted, kinds = plain(typed).removeprefix(CODE), with_metropolis(levels)
    for known in ((*_by_name().get(wanted, ()), *postcodes().get(wanted, ())), _posted(wanted), _bare(wanted)):
        if found := sorted({place for place in known if place.kind in kinds}):
            return found[:limit]
    return []


def _posted(wanted: str) -> list[Territory]:
    """A name beside its postcode, in either order."""
    codes, words = POSTCODE.findall(wanted), POSTCODE.sub(" ", wanted).split()
    return [place for code in codes for place in postcodes().get(code, ()) if plain(place.name).split() == words]


def _bare(wanted: str) -> tuple[Territory, ...]:
    return _by_bare_name().get(wanted, ())


def with_metropolis(levels: Sequence[str]) -> set[str]:
    """These kinds of places; a metropolis is an inter-municipal body too."""
    return {*levels, "metropolis"} if "intercommunality" in levels else set(levels)


def _members(place: Territory) -> frozenset[str]:
    rows = (row for row in _file()["intercommunalities"] if row["code"] == place.code)
    return frozenset(code for row in rows for code in row["members"])


def is_within(place: Territory, area: Territory) -> bool:
    """Whether `place` lies in `area`: a commune in its department, a department in the region."""
    if area.kind == "region" or place == area:
        return True
    if area.kind == "department":
        return place.departments == (area.code,)
    if area.kind in ("metropolis", "intercommunality"):
        return place.kind == "commune" and place.code in _members(area)
    return False
