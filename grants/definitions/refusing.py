"""The reasons that a refusal is chosen from: the call's own, else those of the house."""

from functools import cache

import yaml

from grants.definitions.call import CallFile
from grants.definitions.prose import CONTENT

FILE = CONTENT / "letters" / "motifs_refus.yaml"


def refusal_reasons(file: CallFile) -> list[str]:
    return list(file.refusal_reasons) or house_reasons()


@cache
def house_reasons() -> list[str]:
    """Those of content/letters, which administrators edit."""
    found: list[str] = yaml.safe_load(FILE.read_text(encoding="utf-8"))["motifs"]
    return found
