"""The structure of a call file: what pydantic found wrong, said in French with the place."""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from grants.definitions.mistakes import Path
from grants.definitions.schema import known_keys

SENTENCES = {
    "missing": "clé obligatoire, absente",
    "string_type": "attendu : un texte (entre guillemets si c’est un nombre, oui ou non)",
    "int_type": "attendu : un nombre entier",
    "bool_type": "attendu : true ou false",
    "list_type": "attendu : une liste",
    "dict_type": "attendu : un ensemble de clés",
    "model_type": "attendu : un ensemble de clés",
    "model_attributes_type": "attendu : un ensemble de clés",
    "string_too_short": "attendu : un texte non vide",
    "string_too_long": "attendu : {max_length} caractères au plus",
    "string_pattern_mismatch": "attendu : un texte de la forme {pattern}",
    "too_short": "attendu : au moins {min_length} élément(s)",
    "too_long": "attendu : {max_length} élément(s) au plus",
    "greater_than_equal": "attendu : {ge} au moins",
    "less_than_equal": "attendu : {le} au plus",
    "literal_error": "attendu : {expected}",
}


def explain(error: ValidationError, read: Any) -> Iterator[tuple[Path, str]]:
    """Each mistake once, with its path in the file."""
    seen: set[Path] = set()
    for detail in error.errors(include_url=False):
        path = in_file(detail["loc"], read)
        # One value tried against two types fails twice: the first sentence is enough.
        if detail["type"] != "none_required" and path not in seen:
            seen.add(path)
            yield path, sentence(detail)


def in_file(location: Path, read: Any) -> Path:
    """The steps that exist in the file, without the names of types that pydantic adds; a missing key stays last."""
    path: Path = ()
    for rank, step in enumerate(location):
        if isinstance(read, dict) and (step in read or rank == len(location) - 1):
            read = read.get(step)
        elif isinstance(read, list) and isinstance(step, int) and step < len(read):
            read = read[step]
        else:
            continue
        path = (*path, step)
    return path


def sentence(detail: ErrorDetails) -> str:
    """One mistake in French."""
    kind, context = detail["type"], detail.get("ctx") or {}
    if kind == "extra_forbidden":
        return f"clé inconnue{hint(detail)}"
    if kind == "value_error":
        return str(context["error"])
    if kind == "literal_error":
        expected = str(context["expected"]).replace(" or ", ", ").replace("'", "")
        return f"attendu : {expected} — lu : {detail['input']}"
    if kind in SENTENCES:
        return SENTENCES[kind].format(**context)
    return f"valeur refusée ({detail['msg']})"


def hint(detail: ErrorDetails) -> str:
    """The known key that the person probably meant."""
    close = get_close_matches(str(detail["loc"][-1]), known_keys(), n=1)
    return f" ; vouliez-vous écrire « {close[0]} » ?" if close else ""
