"""Where two nested values differ, in a few words each."""

from typing import Any


def differing(left: Any, right: Any, at: str = "") -> list[str]:
    """["form[0].title: 'a' ≠ 'b'"]; nothing when they are the same."""
    if isinstance(left, dict) and isinstance(right, dict):
        return [each for key in {*left, *right} for each in differing(left.get(key), right.get(key), f"{at}.{key}")]
    if isinstance(left, list) and isinstance(right, list) and len(left) == len(right):
        pairs = enumerate(zip(left, right, strict=True))
        return [each for rank, pair in pairs for each in differing(*pair, f"{at}[{rank}]")]
    return [] if left == right else [f"{at}: {left!r:.80} ≠ {right!r:.80}"]
