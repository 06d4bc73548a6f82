"""A directory in a file: invented records, whose numbers belong to nobody."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from grants.config import ROOT
from grants.directories.record import Record

FILE = ROOT / "data" / "annuaire-fictif.yaml"


@dataclass(frozen=True)
class SampleDirectory:
    """Answers from the file; a number marked `answers: false` is that of a directory which is down."""

    file: Path = FILE

    def find(self, number: str) -> Record | None:
        for row in rows(self.file):
            if number in (row.get("siret"), row.get("rna")):
                if not row.get("answers", True):
                    raise OSError("the sample directory plays dead for this number")
                return Record(**{name: value for name, value in row.items() if name != "answers"})
        return None


@cache
def rows(file: Path) -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return read
