"""The yearly report (bilan): facts of the year → page → tagged PDF."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from grants.definitions import programme_2020
from grants.documents import bilan_tables as tables
from grants.documents.bilan_tables import Count
from grants.documents.frames import frame
from grants.documents.pdf import pdf
from grants.models import Application
from grants.queries import bilan as queries
from grants.queries.bilan import Laureate
from grants.values import clock
from grants.values.french import date_longue
from grants.values.money import Money
from grants.values.typography import typeset


@dataclass(frozen=True)
class Lived:
    """What was awarded in the product itself, in one year: real, or invented (and then marked so)."""

    laureates: list[Laureate]
    by_engagement: list[Count]
    by_department: list[Count]
    awarded: Money | None
    paid: Money
    evaluated: int


def bilan_pdf(year: int) -> bytes:
    """The report of a year as PDF/UA-1; the same data of the same day give the same bytes."""
    return pdf(html(year))


def html(year: int) -> str:
    return frame("bilan", **content(year))


def content(year: int) -> dict[str, Any]:
    """All that the report of a year says, for a page or for a PDF; the engagements are named as the programme does."""
    today = clock.today()
    programme = queries.programme()
    names = {each["number"]: each["label"] for each in (programme.engagements if programme else [])}
    return {
        "year": year,
        "title": f"Bilan {year} de la stratégie de prévention et de lutte contre la pauvreté en Pays de la Loire",
        "made_on": today.isoformat(),
        "as_of": date_longue(min(today, date(year, 12, 31))),
        "engagements": names,
        "places": tables.PLACES,
        "report": told(year, names),
        "real": lived(year, names, is_fictif=False),
        "fictif": lived(year, names, is_fictif=True),
        "typeset": typeset,
        "date_longue": date_longue,
    }


def told(year: int, names: dict[int, str]) -> dict[str, Any] | None:
    """What the printed report of this year tells; None when there is no printed report."""
    files = list(queries.told_files(year))
    if not files:
        return None
    amount = tables.printed_amounts(files)
    credits, slips = tables.credits()
    table = tables.contractualisation(queries.told_conventions(year))
    return {
        "title": programme_2020.programme()["report"]["title"],
        "as_of": partial(as_of, year),
        "files": files,
        "by_engagement": by_engagement(files, names, amount),
        "by_department": by_department(files, amount),
        "laureates": {number: [each for each in files if each.engagement == number] for number in (*names, None)},
        "groups": sorted({r.group_award for each in files for r in each.rulings if r.group_award}, key=lambda g: g.id),
        "credits": credits,
        "table": table,
        "slips": [*slips, *(table.slips() if table else [])],
        "figures": tables.by_engagement(queries.told_figures(year)),
    }


def as_of(year: int, files: list[Application]) -> str:
    """The day at which these files were as told, and how many came only with the next year."""
    late = sum((each.source or {}).get("period") == str(year + 1) for each in files)
    return date_longue(date(year, 12, 31)) + (f", sauf {late} du début de {year + 1}" if late else "")


def lived(year: int, names: dict[int, str], *, is_fictif: bool) -> Lived | None:
    """The awards of the year in the product; None when there is none."""
    laureates = queries.laureates(year, is_fictif=is_fictif)
    if not laureates:
        return None
    amount = tables.awarded_amount
    return Lived(
        laureates=laureates,
        by_engagement=by_engagement(laureates, names, amount),
        by_department=by_department(laureates, amount),
        awarded=amount(laureates),
        paid=queries.paid(year, is_fictif=is_fictif),
        evaluated=queries.evaluated(year, is_fictif=is_fictif),
    )


def by_engagement(rows: list[Any], names: dict[int, str], amount: Callable[[list[Any]], Money | None]) -> list[Count]:
    labels = {number: f"{number}. {name}" for number, name in names.items()}
    return tables.counted(rows, lambda each: each.engagement, labels, amount, "Hors des cinq engagements")


def by_department(rows: list[Any], amount: Callable[[list[Any]], Money | None]) -> list[Count]:
    return tables.counted(rows, lambda each: each.department, tables.PLACES, amount, "Hors de la région")
