"""What a rehearsal leaves beside its database: the yearly report and the open data."""

from pathlib import Path

from grants.documents.bilan import bilan_pdf
from grants.exports import scdl

YEAR = 2020


def write(folder: Path) -> list[Path]:
    """The files written, in the order in which they are told."""
    report, subsidies = folder / f"bilan-{YEAR}.pdf", folder / f"subventions-{YEAR}.csv"
    report.write_bytes(bilan_pdf(YEAR))
    subsidies.write_bytes(scdl.of_year(YEAR).written("csv"))
    return [report, subsidies]
