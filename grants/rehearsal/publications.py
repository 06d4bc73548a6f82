"""What a rehearsal leaves beside its database: the open data and the yearly report."""

from pathlib import Path

from grants.exports import scdl

YEAR = 2020


def write(folder: Path) -> list[Path]:
    """The files written, in the order in which they are told."""
    subsidies = folder / f"subventions-{YEAR}.csv"
    subsidies.write_bytes(scdl.of_year(YEAR).written("csv"))
    return [subsidies]
