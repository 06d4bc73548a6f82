"""Tables of text as files: CSV that no spreadsheet runs, JSON that keeps every character."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

RUNS = ("=", "+", "-", "@", "\t", "\r")  # a cell that begins so is a formula to a spreadsheet


def guarded(value: Any) -> Any:
    """Text that a spreadsheet shows and never runs: a formula gets an apostrophe before it; numbers stay numbers."""
    return f"'{value}" if isinstance(value, str) and value.startswith(RUNS) else value


def as_csv(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> bytes:
    """UTF-8, commas, decimal points; None is an empty cell."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(["" if row[name] is None else guarded(row[name]) for name in columns])
    return file.getvalue().encode()


def as_json(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> bytes:
    """A list of objects, in the order of the columns; amounts are numbers."""
    ordered = [{name: row[name] for name in columns} for row in rows]
    return (json.dumps(ordered, ensure_ascii=False, indent=2, default=float) + "\n").encode()
