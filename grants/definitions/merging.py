"""Two people on one page: what each changed since it was shown, question by question."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from grants.definitions.conditions import is_filled

Answers = Mapping[str, Any]


def mark(value: Any) -> str:
    """A short mark of an answer, by which a change of it is seen; the same for all that is empty."""
    if not is_filled(value):
        return "0"
    return sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:12]


def mine_and_clashes(typed: Answers, current: Answers, seen: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    """The answers that this person changed, and the questions that somebody else changed too, otherwise.

    typed: what was sent; current: what the file holds now; seen: the marks of what the page had shown.
    """
    mine: dict[str, Any] = {}
    clashes = []
    for key, value in typed.items():
        then, now, here = seen.get(key, ""), mark(current.get(key)), mark(value)
        if key in current and here in (then, now):
            continue
        if key in current and then != now:
            clashes.append(key)
        else:
            mine[key] = value
    return mine, clashes
