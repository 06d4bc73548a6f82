"""A mapping whose values are looked up when they are first asked for."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any


class Later(Mapping[str, Any]):
    """Name → what finds its value; each is called once at most, the others never."""

    def __init__(self, finders: Mapping[str, Callable[[], Any]]) -> None:
        self.finders, self.found = finders, dict[str, Any]()

    def __getitem__(self, name: str) -> Any:
        if name not in self.found:
            self.found[name] = self.finders[name]()
        return self.found[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.finders)

    def __len__(self) -> int:
        return len(self.finders)
