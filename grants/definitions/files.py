"""Read a call from its file, and write it back."""

from collections.abc import Collection
from pathlib import Path as FilePath
from typing import Any

from pydantic import ValidationError

from grants.definitions import checks, source, structure
from grants.definitions.call import CallFile
from grants.definitions.mistakes import BadFile, Mistake, Path, Place, written
from grants.definitions.writer import canonical

LETTERS = FilePath(__file__).parents[2] / "content" / "letters"


def load(path: FilePath | str) -> CallFile:
    """The call of this file; `BadFile` names every mistake by file, line and path."""
    path = FilePath(path)
    return loads(path.read_bytes(), name=path.name)


def loads(raw: bytes, *, name: str, letters: Collection[str] | None = None) -> CallFile:
    """The call of these bytes; letters: the keys of those that exist (by default, the files of content/letters)."""
    try:
        read, reader = source.parse(raw)
    except BadFile as error:
        raise BadFile(name, error.mistakes) from None
    call, found = examined(read, letters)
    mistakes = [*reader.mistakes, *(Mistake(reader.line(at), written(at), said) for at, said in found)]
    if call is None or mistakes:
        raise BadFile(name, mistakes)
    return call


def examined(read: Any, letters: Collection[str] | None = None) -> tuple[CallFile | None, list[tuple[Path, str]]]:
    """The call, when its structure is right, and all that is wrong: (path, what was expected there)."""
    call, found = structured(read)
    return call, found + checks.every(Place(read), known_letters() if letters is None else letters)


def structured(read: Any) -> tuple[CallFile | None, list[tuple[Path, str]]]:
    """The same for the structure alone, whatever its parts say of one another."""
    try:
        return CallFile.model_validate(read), []
    except ValidationError as error:
        return None, list(structure.explain(error, read))


def dump(call: CallFile) -> str:
    """The one canonical writing of a call: what was read from canonical text gives the same bytes."""
    return canonical(call.model_dump(mode="json", exclude_unset=True, by_alias=True))


def known_letters() -> set[str]:
    """The keys of the letters of this house; names that begin with "_" are blocks of letters."""
    return {path.stem for path in LETTERS.glob("[!_]*.md")}
