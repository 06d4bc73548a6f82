"""What the builder does to a call: write fields, add, order and take away parts; always on a copy."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from grants.definitions.drafting import agreeing
from grants.definitions.drafting.spots import Spot, locate, step_of
from grants.definitions.mistakes import Path
from grants.definitions.question import LIMITS

Content = dict[str, Any]


class Gone(Exception):
    """The part is no longer there."""


def put(content: Mapping[str, Any], address: str, fields: Mapping[str, Any]) -> Content:
    """Write these fields of one part; None takes one away."""
    changed = copied(content)
    spot = there(changed, address)
    target = reach(changed, spot.path)
    for name, value in fields.items():
        if value is None:
            target.pop(name, None)
        else:
            target[name] = value
    if spot.model in ("Question", "Column"):
        drop_foreign_limits(target)
    if spot.model == "Question":
        agreeing.tell_criteria(changed, spot, target)
    return changed


def add(content: Mapping[str, Any], address: str, value: Mapping[str, Any]) -> tuple[Content, str]:
    """Put a part at the end of a list; the content, and the address of what was added."""
    changed = copied(content)
    spot = there(changed, address)
    target = reach(changed, spot.path[:-1]).setdefault(spot.path[-1], [])
    target.append(deepcopy(dict(value)))
    step = step_of(target[-1], len(target) - 1)
    made = there(changed, f"{address}/{step}")
    if made.model == "Question":
        agreeing.tell_criteria(changed, made, target[-1])
    return changed, made.address


def move(content: Mapping[str, Any], address: str, by: int) -> Content:
    """Move an item up (-1) or down (1) in its list; at an end it stays."""
    changed = copied(content)
    spot = there(changed, address)
    rank = rank_of(spot)
    items = reach(changed, spot.path[:-1])
    to = min(max(rank + by, 0), len(items) - 1)
    items.insert(to, items.pop(rank))
    return changed


def remove(content: Mapping[str, Any], address: str) -> Content:
    """Take a part away, from its list or from what holds it."""
    changed = copied(content)
    spot = there(changed, address)
    if not spot.path:
        raise Gone
    holder = reach(changed, spot.path[:-1])
    agreeing.forget(changed, spot)
    if isinstance(holder, list):
        holder.pop(rank_of(spot))
    else:
        holder.pop(spot.path[-1], None)
    return changed


def copied(content: Mapping[str, Any]) -> Content:
    return deepcopy(dict(content))


def there(content: Mapping[str, Any], address: str) -> Spot:
    """The part at this address; `Gone` when somebody took it away."""
    found = locate(content, address)
    if found is None:
        raise Gone
    return found


def rank_of(spot: Spot) -> int:
    """Of an item in its list; `Gone` for what is no item of a list."""
    last = spot.path[-1] if spot.path else None
    if not isinstance(last, int):
        raise Gone
    return last


def reach(content: Any, path: Path) -> Any:
    """The value at this path of the copy; a nested part that was absent begins to be."""
    for step in path:
        content = content[step] if isinstance(step, int) else content.setdefault(step, {})
    return content


def drop_foreign_limits(question: dict[str, Any]) -> None:
    """A limit goes with its type of question: a type that changed leaves those of before."""
    mine = LIMITS.get(str(question.get("type")), set())
    for name in set().union(*LIMITS.values()) - mine:
        question.pop(name, None)
