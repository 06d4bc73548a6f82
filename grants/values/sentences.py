"""French sentences with values in them, which a page can say again in another language."""

from collections.abc import Mapping
from typing import Any, Self


class Sentence(str):
    """A French sentence that remembers its words and its values."""

    words: str
    values: Mapping[str, Any]

    def __new__(cls, words: str, values: Mapping[str, Any]) -> Self:
        made = super().__new__(cls, words % values if values else words)
        made.words, made.values = words, values
        return made


def sentence(words: str, **values: Any) -> Sentence:
    """« Il manque %(count)s notes. » with its values; a plain text wherever one is expected."""
    return Sentence(words, values)
