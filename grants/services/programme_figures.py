"""The 129 figures that the 2020 report prints, each with its perimeter, its period and its lines."""

import re
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from grants.database import db
from grants.definitions import programme_2020
from grants.models import Application, Call, IndicatorFact
from grants.services.historicals import typographic
from grants.values.french import NO_BREAK, nombre
from grants.values.territories import DEPARTMENTS, REGION

AS_PRINTED = re.compile(r"Imprimé « (\d[^»]*) »")
YEAR = re.compile(r"\b(20\d\d)\b")
UNITS = {"EUR": "€"}


def write() -> None:
    call_ids = {each.key: each.id for each in db.session.scalars(select(Call))}
    files = files_by_line()
    for row in programme_2020.indicators():
        db.session.add(
            IndicatorFact(
                call_id=call_ids.get(row["call"]), application_id=files.get(row["project_line"]),
                year=year_of(row["period"]), department=department_of(row["territory"]),
                label=typographic(row["name_fr"]), unit=UNITS.get(row["unit"], row["unit"]), printed=printed(row),
                value=Decimal(str(row["value"])), source=source_of(row),
            )
        )  # fmt: skip
    db.session.flush()


def files_by_line() -> dict[int, int]:
    """Line of the report → the file it tells of, where it tells of one only."""
    rows = db.session.execute(select(Application.source, Application.id).filter_by(is_historical=True))
    found: dict[int, list[int]] = {}
    for source, id in rows:
        for line in source["lines"]:
            found.setdefault(line, []).append(id)
    return {line: ids[0] for line, ids in found.items() if len(ids) == 1}


def source_of(row: dict[str, Any]) -> dict[str, Any]:
    kept = ("id", "territory", "period", "kind", "engagement", "previous_value", "previous_period")
    told = {name: row[name] for name in kept} | {"note": row["note_fr"], "qualifier": row["qualifier_fr"]}
    return told | {"report_year": programme_2020.YEAR, "lines": [row["source_line"]]}


def printed(row: dict[str, Any]) -> str:
    """The figure as the report words it: « plus de 1 800 000 € »."""
    if found := AS_PRINTED.search(row["note_fr"] or ""):
        return found[1]
    words = [row["qualifier_fr"], nombre(Decimal(str(row["value"]))) + NO_BREAK + UNITS.get(row["unit"], row["unit"])]
    return words[0] if words[0] and words[0].startswith("une ") else " ".join(word for word in words if word)


def year_of(period: str | None) -> int | None:
    """The last year of a period; None when the report says none."""
    years = YEAR.findall(period or "")
    return int(years[-1]) if years else None


def department_of(territory: str | None) -> str | None:
    """The department of a figure, "52" for the whole region; None for another territory."""
    if territory in ("Pays de la Loire", "TOTAL régional"):
        return REGION
    codes = {name: code for code, name in DEPARTMENTS.items()}
    found = re.match(r"(\d\d) – ", territory or "")
    return found[1] if found else codes.get(territory or "")
