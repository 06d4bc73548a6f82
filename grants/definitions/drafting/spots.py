"""From the address of a part of a call ("form/main/sections/request") to its value and to its place in the schema."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from grants.definitions import schema as published
from grants.definitions.mistakes import Path

Node = Mapping[str, Any]


def resolved(node: Node) -> Node:
    """The node itself, without what says that it may be absent, and with what it refers to."""
    if "anyOf" in node:
        node = next(each for each in node["anyOf"] if each.get("type") != "null")
    return definitions()[node["$ref"].rsplit("/", 1)[-1]] if "$ref" in node else node


def definitions() -> Mapping[str, Node]:
    found: Mapping[str, Node] = published.whole()["$defs"]
    return found


def model_of(node: Node) -> str:
    """The name of the part that a node stands for: "Question"; "" for plain values."""
    if "anyOf" in node:
        node = next(each for each in node["anyOf"] if each.get("type") != "null")
    if node.get("type") == "array":
        return model_of(node["items"])
    name: str = node.get("$ref", "").rsplit("/", 1)[-1]
    return name


@dataclass(frozen=True)
class Spot:
    """One part, or one list of parts: its address, its path in the file, what it is and what it holds."""

    content: Mapping[str, Any]
    steps: tuple[str, ...]
    path: Path
    node: Node
    model: str
    value: Any

    @property
    def address(self) -> str:
        return "/".join(self.steps)

    @property
    def is_list(self) -> bool:
        return isinstance(self.value, list)

    @cached_property
    def holder(self) -> "Spot | None":
        """The part that holds this one; for an item, its list."""
        return locate(self.content, "/".join(self.steps[:-1])) if self.steps else None

    def ancestors(self) -> Iterator["Spot"]:
        """Itself and what holds it, from the nearest."""
        here: Spot | None = self
        while here is not None:
            yield here
            here = here.holder

    def within(self, model: str) -> "Spot | None":
        """The nearest part of this kind around here."""
        return next((each for each in self.ancestors() if each.model == model and not each.is_list), None)

    @property
    def title(self) -> str:
        """How people know it."""
        if isinstance(self.value, dict):
            found = next((self.value[name] for name in ("label", "title", "key") if self.value.get(name)), "")
            return str(found or "")
        return ""


def locate(content: Mapping[str, Any], address: str) -> Spot | None:
    """The part at this address; None when there is none there, now."""
    spot = Spot(content, (), (), published.whole(), "CallFile", content)
    for step in filter(None, address.split("/")):
        found = item(spot, step) if spot.is_list else field(spot, step)
        if found is None:
            return None
        spot = found
    return spot


def field(spot: Spot, name: str) -> Spot | None:
    """A part, or a list of parts, of a part; an absent one has nothing in it yet."""
    node = spot.node.get("properties", {}).get(name)
    model = model_of(node) if node else ""
    if not model or not isinstance(spot.value, dict):
        return None
    whole = resolved(node)
    is_list = whole.get("type") == "array"
    inner = resolved(whole["items"]) if is_list else whole
    value = spot.value.get(name)
    if value is None:
        value = [] if is_list else {}
    return Spot(spot.content, (*spot.steps, name), (*spot.path, name), inner, model, value)


def item(spot: Spot, step: str) -> Spot | None:
    """An item of a list, by its key, or by its rank when it has none."""
    for rank, value in enumerate(spot.value):
        if step_of(value, rank) == step:
            return Spot(spot.content, (*spot.steps, step), (*spot.path, rank), spot.node, spot.model, value)
    return None


def step_of(value: Any, rank: int) -> str:
    key = value.get("key") if isinstance(value, dict) else None
    return key if isinstance(key, str) and key else str(rank)


def address_of(content: Any, path: Path) -> tuple[str, str]:
    """The page that mends what stands at this path: (address of the part, name of the field)."""
    spot, name = locate(content, ""), ""
    assert spot is not None
    for step in path:
        found = None
        if spot.is_list and isinstance(step, int) and step < len(spot.value):
            found = item(spot, step_of(spot.value[step], step))
        elif isinstance(step, str) and not spot.is_list:
            found = field(spot, step)
        if found is None or found.model in INLINE:
            name = str(step)
            break
        spot = found
    return spot.address, name


INLINE = ("Option", "Condition", "TerritoryRef")  # written within the page of what holds them
