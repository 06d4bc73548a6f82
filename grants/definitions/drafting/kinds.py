"""How each field of a part is asked, found in the published schema: a line, an amount, a choice, a list of parts…"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from grants.definitions.base import AMOUNT, SHARE
from grants.definitions.checks.forms import COMMON
from grants.definitions.drafting.spots import Node, Spot, model_of, resolved
from grants.definitions.question import LIMITS

LONG = 1000  # from this many characters, a text has several lines
FIXED = {"format_version", "workflow_version", "kind", "reads"}  # known elsewhere, or told by another page
SIMPLE = {"money": "amount", "date": "day", "number": "whole"}  # what limits an answer is typed like the answer
SPECIAL = {"Condition": "condition", "Option": "options", "TerritoryRef": "places"}


@dataclass(frozen=True)
class Asked:
    """One field of a part; `kind` says how it is typed, `options` what may be chosen."""

    name: str
    kind: str
    required: bool
    options: tuple[str, ...] = ()
    longest: int | None = None


def fields_of(spot: Spot) -> list[Asked]:
    """The fields of a part that its page asks; a question is only asked the limits of its type."""
    required = set(spot.node.get("required", ()))
    found = [asked(name, node, name in required) for name, node in spot.node.get("properties", {}).items()]
    found = [replace(each, kind=SIMPLE.get(str(spot.value.get("type")), "simple")) if each.kind == "simple" else each
             for each in found]  # fmt: skip
    return [each for each in found if each.name not in FIXED and belongs(spot, each.name) and not is_key(spot, each)]


def is_key(spot: Spot, each: Asked) -> bool:
    """A key is given once: answers, letters and other calls refer to it."""
    return each.name == "key"


def belongs(spot: Spot, name: str) -> bool:
    if spot.model not in ("Question", "Column"):
        return True
    kind = str(spot.value.get("type"))
    return name in COMMON | LIMITS.get(kind, set())


def asked(name: str, node: Node, required: bool) -> Asked:
    whole, model = resolved(node), model_of(node)
    options = tuple(str(each) for each in whole.get("enum", ()))
    if "const" in whole:
        options = (str(whole["const"]),)
    longest = whole.get("maxLength")
    return Asked(name, kind_of(whole, model), required, options or within(whole), longest)


def within(whole: Node) -> tuple[str, ...]:
    """What the items of a list may be, when they are chosen among a few."""
    items = whole.get("items", {})
    return tuple(map(str, items.get("enum", ()))) if isinstance(items, Mapping) else ()


def kind_of(whole: Node, model: str) -> str:
    if whole.get("type") == "array":
        return list_kind(whole, model)
    if model:
        return SPECIAL.get(model, "part")
    if "enum" in whole or "const" in whole:
        return "choice"
    if whole.get("type") == "object":
        inner = whole.get("additionalProperties", {})
        return "mapping_whole" if inner.get("type") == "integer" else "mapping"
    if whole.get("type") == "string":
        return text_kind(whole)
    return {"boolean": "yes_no", "integer": "whole"}.get(str(whole.get("type")), "simple")


def list_kind(whole: Node, model: str) -> str:
    if model:
        return SPECIAL.get(model, "parts")
    if within(whole):
        return "choices"
    return "wholes" if whole["items"].get("type") == "integer" else "lines"


def text_kind(whole: Node) -> str:
    if whole.get("pattern") == AMOUNT:
        return "amount"
    if whole.get("pattern") == SHARE:
        return "share"
    if "format" in whole:
        return {"date": "day", "date-time": "moment"}[whole["format"]]
    return "area" if whole.get("maxLength", 0) >= LONG else "line"


def plain(value: Any) -> str:
    """A simple value as it is typed: yes and no in words."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    return "" if value is None else str(value)
