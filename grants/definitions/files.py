"""Read a call from its file, and write it back."""

from collections.abc import Collection
from pathlib import Path

from pydantic import ValidationError

from grants.definitions import checks, source, structure
from grants.definitions.call import CallFile
from grants.definitions.mistakes import BadFile, Mistake, Place, written
from grants.definitions.writer import canonical

LETTERS = Path(__file__).parents[2] / "content" / "letters"


def load(path: Path | str) -> CallFile:
    """The call of this file; `BadFile` names every mistake by file, line and path."""
    path = Path(path)
    return loads(path.read_bytes(), name=path.name)


def loads(raw: bytes, *, name: str, letters: Collection[str] | None = None) -> CallFile:
    """The call of these bytes; letters: the keys of those that exist (by default, the files of content/letters)."""
    try:
        read, reader = source.parse(raw)
    except BadFile as error:
        raise BadFile(name, error.mistakes) from None
    call, found = None, []
    try:
        call = CallFile.model_validate(read)
    except ValidationError as error:
        found = list(structure.explain(error, read))
    found += checks.every(Place(read), known_letters() if letters is None else letters)
    mistakes = [*reader.mistakes, *(Mistake(reader.line(at), written(at), said) for at, said in found)]
    if call is None or mistakes:
        raise BadFile(name, mistakes)
    return call


def dump(call: CallFile) -> str:
    """The one canonical writing of a call: what was read from canonical text gives the same bytes."""
    return canonical(call.model_dump(mode="json", exclude_unset=True, by_alias=True))


def known_letters() -> set[str]:
    """The keys of the letters of this house; names that begin with "_" are blocks of letters."""
    return {path.stem for path in LETTERS.glob("[!_]*.md")}
