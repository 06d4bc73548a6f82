"""Mistakes in a file, and where they are."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Path = tuple[str | int, ...]


@dataclass(frozen=True, order=True)
class Mistake:
    """One mistake: at which line, at which path of the file, and what was expected there."""

    line: int
    path: str
    expected: str

    def __str__(self) -> str:
        return f"{self.line}: {self.path}: {self.expected}"


class BadFile(Exception):
    """A file that can't be read as a call; `mistakes` holds all of them, in the order of the lines."""

    def __init__(self, name: str, mistakes: list[Mistake]) -> None:
        self.name, self.mistakes = name, sorted(set(mistakes))
        super().__init__("\n".join(self.lines()))

    def lines(self) -> list[str]:
        """One a mistake: "call.yaml:12: rounds[0].opens_at: attendu : …"."""
        return [f"{self.name}:{mistake}" for mistake in self.mistakes]


def written(path: Path) -> str:
    """A path as people read it: rounds[0].opens_at."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return text.removeprefix(".") or "le fichier"


class Place:
    """A value of a file read but not yet known to be right, and its path: asking for what is missing is harmless."""

    def __init__(self, value: Any, path: Path = ()) -> None:
        self.value, self.path = value, path

    def __getitem__(self, key: str) -> "Place":
        value = self.value.get(key) if isinstance(self.value, dict) else None
        return Place(value, (*self.path, key))

    def __iter__(self) -> Iterator["Place"]:
        """The items of a list, or the values of a mapping; nothing else has any."""
        if isinstance(self.value, list):
            pairs: Any = enumerate(self.value)
        else:
            pairs = self.value.items() if isinstance(self.value, dict) else ()
        return iter([Place(item, (*self.path, step)) for step, item in pairs])

    def __bool__(self) -> bool:
        return self.value is not None

    @property
    def text(self) -> str:
        """The text; "" for anything else."""
        return self.value if isinstance(self.value, str) else ""

    @property
    def whole(self) -> int | None:
        """The whole number; None for anything else."""
        return self.value if isinstance(self.value, int) and not isinstance(self.value, bool) else None

    def item_keys(self) -> set[str]:
        """The `key` of each item of a list."""
        return {item["key"].text for item in self if item["key"].text}

    def texts(self) -> set[str]:
        """The texts of a list."""
        return {item.text for item in self if item.text}
