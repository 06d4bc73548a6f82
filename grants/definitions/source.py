"""YAML without its dangers, and with the line of every value."""

from collections.abc import Iterator
from typing import Any

import yaml
from yaml.resolver import Resolver

from grants.definitions.mistakes import BadFile, Mistake, Path, written

MAXIMUM_BYTES = 1_000_000
MAXIMUM_DEPTH = 30
Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
CONSTRUCT: dict[str, Any] = {
    "null": lambda text: None,
    "bool": lambda text: text.lower() in ("true", "yes", "on"),
    "int": int,
}
# A date or a float read by YAML has lost its writing: the file quotes them.
QUOTED = {"timestamp": "la date", "float": "le nombre à virgule"}


class Reader:
    """Builds plain values from YAML events; keeps the line of each path and all mistakes met on the way."""

    def __init__(self, text: str) -> None:
        self.lines: dict[Path, int] = {}
        self.mistakes: list[Mistake] = []
        self.resolver: Any = Resolver()
        self.events: Iterator[Any] = yaml.parse(text, Loader=Loader)

    def read(self) -> Any:
        """The one document of the file."""
        value: Any = None
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                self._refuse_if(documents > 1, event, (), "un seul document par fichier (pas de « --- »)")
                value = self._value(next(self.events), (), 0)
        return value

    def _value(self, event: Any, path: Path, depth: int) -> Any:
        self.lines.setdefault(path, event.start_mark.line + 1)
        if depth > MAXIMUM_DEPTH:
            raise _stop(event, path, f"{MAXIMUM_DEPTH} niveaux au plus")
        if isinstance(event, yaml.AliasEvent):
            return self._refuse_if(True, event, path, "pas d’alias (*…) : écrivez la valeur en entier")
        self._refuse_if(event.anchor is not None, event, path, "pas d’ancre (&…)")
        if event.tag is not None and event.tag != "!":
            self._refuse_if(True, event, path, f"pas d’étiquette ({event.tag})")
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path, depth)
        return self._scalar(event, path)

    def _mapping(self, path: Path, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = event.value if isinstance(event, yaml.ScalarEvent) else None
            if key is None or key == "<<":
                raise _stop(event, path, "une clé simple (ni liste, ni fusion « << »)")
            here = (*path, key)
            self._refuse_if(key in found, event, here, "une seule fois cette clé")
            self.lines[here] = event.start_mark.line + 1
            found[key] = self._value(next(self.events), here, depth + 1)
        return found

    def _sequence(self, path: Path, depth: int) -> list[Any]:
        found: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            found.append(self._value(event, (*path, len(found)), depth + 1))
        return found

    def _scalar(self, event: Any, path: Path) -> Any:
        if not event.implicit[0]:  # it is quoted, or a block of text
            return event.value
        kind = self.resolver.resolve(yaml.ScalarNode, event.value, (True, False)).rsplit(":", 1)[-1]
        if kind in QUOTED:
            self._refuse_if(True, event, path, f"{QUOTED[kind]} {event.value} entre guillemets")
            return event.value
        if kind == "int" and not event.value.lstrip("-").isdecimal():
            self._refuse_if(True, event, path, f"{event.value} entre guillemets, ou un nombre entier simple")
            return event.value
        return CONSTRUCT.get(kind, str)(event.value)

    def _refuse_if(self, wrong: bool, event: Any, path: Path, expected: str) -> None:
        if wrong:
            self.mistakes.append(Mistake(event.start_mark.line + 1, written(path), f"attendu : {expected}"))

    def line(self, path: Path) -> int:
        """The line of a path, or of the nearest part of the file that holds it."""
        while path not in self.lines and path:
            path = path[:-1]
        return self.lines.get(path, 1)


def _stop(event: Any, path: Path, expected: str) -> BadFile:
    return BadFile("", [Mistake(event.start_mark.line + 1, written(path), f"attendu : {expected}")])


def decoded(raw: bytes) -> str:
    """The text of a file; `BadFile` when it is too large or not UTF-8."""
    if len(raw) > MAXIMUM_BYTES:
        raise BadFile("", [Mistake(1, written(()), f"attendu : {MAXIMUM_BYTES:_} octets au plus".replace("_", " "))])
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise BadFile("", [Mistake(line, written(()), "attendu : un fichier en UTF-8")]) from None


def parse(raw: bytes) -> tuple[Any, Reader]:
    """The value of a YAML file, and the reader that knows its lines; `BadFile` when it can't be read at all."""
    reader = Reader(decoded(raw))
    try:
        return reader.read(), reader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise BadFile("", [*reader.mistakes, Mistake(line, written(()), f"YAML illisible : {error.problem}")]) from None
    except yaml.YAMLError:
        raise BadFile("", [Mistake(1, written(()), "YAML illisible : caractère interdit")]) from None
    except BadFile as stopped:
        raise BadFile("", [*reader.mistakes, *stopped.mistakes]) from None
