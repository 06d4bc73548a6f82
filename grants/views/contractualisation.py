"""The contractualisation's table and drawing, recomputed from the agreements, with what it covers and its date."""

from typing import Any

from flask_babel import gettext as _

from grants.analysis.contractualisation import Table, as_signed
from grants.analysis.figures import Change
from grants.definitions import programme_2020
from grants.documents import bilan_tables
from grants.filters import date_long
from grants.queries import bilan


def shown() -> dict[str, Any] | None:
    """What `steering/_contractualisation.html` reads; None where no convention was loaded."""
    table = bilan_tables.contractualisation(bilan.told_conventions(programme_2020.YEAR))
    if table is None:
        return None
    rows = [row(line.label, table.change(line)) for line in table.lines]
    return {
        "years": [str(year) for year in table.years], "rows": rows, "as_of": date_long(table.as_of),
        "total": row(_("Total régional"), table.total()), "perimeter": perimeter(table),
    }  # fmt: skip


def perimeter(table: Table) -> str:
    """Which lines are added up, and what only the second year counts."""
    signatories = str(_("%(count)s signataires", count=len(table.lines)))
    if not table.note:
        return signatories
    added = _("%(note)s, qui n’était pas compté en %(year)s", note=table.note, year=table.years[0])
    return f"{signatories} ; {added}"


def row(label: str, change: Change) -> dict[str, Any]:
    """Two years, in euros, and what lies between them."""
    return {
        "label": label, "values": [change.before.value, change.after.value], "difference": change.difference,
        "change": as_signed(change.percent) if change.percent is not None else "–",
    }  # fmt: skip
