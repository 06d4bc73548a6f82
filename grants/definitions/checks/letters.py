"""Letters named by a call exist, under the name of an act."""

import re
from collections.abc import Collection, Iterator

from grants.definitions.checks.names import named
from grants.definitions.mistakes import Path, Place

ACT = re.compile(r"[a-z_]+\.[a-z0-9_]+")


def faults(call: Place, known: Collection[str]) -> Iterator[tuple[Path, str]]:
    for letter in call["letters"]:
        yield from named(letter, set(known), "une lettre de content/letters")
        if not ACT.fullmatch(str(letter.path[-1])):
            yield letter.path, "attendu : un nom d’acte comme ruling.award"
