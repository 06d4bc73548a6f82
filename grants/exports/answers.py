"""The answers of a file as JSON, exact: what is written out and read back is the same, character for character."""

import json
from collections.abc import Mapping
from typing import Any

FORMAT = "guichet-answers-1"
LARGEST = 5_000_000  # characters
UNREADABLE = "Ce fichier n’est pas un export de réponses de Guichet."

Forms = Mapping[str, Mapping[str, Mapping[str, Any]]]  # form → section → question → value


def dump(*, number: str, call: str, version: int, forms: Forms) -> str:
    """One file's answers; the version of the call's form says how to read them."""
    content = {"format": FORMAT, "number": number, "call": call, "version": version, "forms": forms}
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def load(text: str) -> dict[str, Any]:
    """{"number", "call", "version", "forms"}; ValueError with the sentence to read."""
    if len(text) > LARGEST:
        raise ValueError(UNREADABLE)
    try:
        found = json.loads(text, parse_constant=refuse)
        json.dumps(found, ensure_ascii=False).encode()  # a lone surrogate is a character that nothing can hold
    except (ValueError, RecursionError):
        raise ValueError(UNREADABLE) from None
    if not isinstance(found, dict) or found.pop("format", None) != FORMAT or not is_forms(found.get("forms")):
        raise ValueError(UNREADABLE)
    return found


def is_forms(forms: Any) -> bool:
    return isinstance(forms, dict) and all(
        isinstance(sections, dict) and all(isinstance(answers, dict) for answers in sections.values())
        for sections in forms.values()
    )


def refuse(constant: str) -> None:
    """NaN and infinities are no answers."""
    raise ValueError(constant)
