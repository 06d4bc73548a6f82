"""The facts of the 2020 report, as the files of data/ hold them: read, never changed."""

import json
from functools import cache
from pathlib import Path
from typing import Any, cast

from grants.definitions import source

DATA = Path(__file__).parents[2] / "data"
YEAR = 2020
REPORT = "bilan-2020"
ROUND = "bilan_2020"  # the key of the rounds that hold what the report tells

Row = dict[str, Any]


@cache
def programme() -> Row:
    """The programme: its key, its title, its engagements, the report and the keys of its themes."""
    read, _ = source.parse((DATA / "programme-2020.yaml").read_bytes())
    return cast(Row, read)


def projects() -> list[Row]:
    """The 75 projects that the report names."""
    return _rows("projects")


def calls() -> dict[str, Row]:
    """The 23 schemes, by key."""
    return {each["key"]: each for each in _rows("calls")}


def indicators() -> list[Row]:
    """The 129 figures printed."""
    return _rows("indicators")


def contractualisation() -> Row:
    """The table of credits by signatory, with what the report prints of it."""
    read: Row = _read("contractualisation")
    return read


def working_groups() -> list[Row]:
    rows: list[Row] = _read("governance")["working_groups"]
    return rows


def spellings() -> dict[str, str]:
    """Each printed spelling → the name it certainly stands for; a merge that is only probable is left to a person."""
    variants = _read("governance")["name_variants"]
    return {name: each["canonical"] for each in variants if each["basis"] == "certain" for name in each["variants"]}


def _rows(name: str) -> list[Row]:
    read: list[Row] = _read(name)
    return read


@cache
def _read(name: str) -> Any:
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
