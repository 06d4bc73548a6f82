"""The contractualisation table, recomputed from the agreements loaded, beside what the report prints."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from grants.analysis.contractualisation import Slip, Table, lines_of, programme_slip
from grants.analysis.figures import Change, Figure
from grants.database import db
from grants.definitions import programme_2020
from grants.models import Agreement, Application, Call
from grants.rehearsal.checks.check import Check
from grants.values.money import Money

YEARS = (2019, 2020)
AS_OF = date(2020, 9, 18)  # printed under the table
ADDED = "le FAPI"
TRAINING = Figure("la formation des professionnels", Decimal(180_000), frozenset({
    "formation des professionnels de la petite enfance",
}), None)  # fmt: skip


def recomputed() -> Check:
    """The rows in the database equal the printed amounts; what the report rounds or compares wrongly is a slip."""
    source, granted = programme_2020.contractualisation(), amounts()
    printed = lines_of(source["rows"], YEARS)
    faults = [f"{line.label} : {granted.get(line.code)} en base, {line.before:f} et {line.after:f} imprimés."
              for line in printed if granted.get(line.code) != (line.before, line.after)]  # fmt: skip
    if granted.keys() != {line.code for line in printed}:
        faults.append("Les signataires en base ne sont pas ceux du tableau.")
        return Check("Tableau de contractualisation recalculé", "illisible", faults)
    lines = tuple(replace(line, before=granted[line.code][0], after=granted[line.code][1]) for line in printed)
    table = Table(lines, YEARS, AS_OF, ADDED)
    slips = [*table.slips(), *slip_of_programme(source["programme_credits"])]
    total = table.total()
    figure = f"{len(lines)} signataires, {total.before.value:f} € puis {total.after.value:f} €, {len(slips)} coquilles"
    return Check("Tableau de contractualisation recalculé", figure, faults, [said(slip) for slip in slips])


def amounts() -> Mapping[str, tuple[Decimal, Decimal]]:
    """Signatory → granted in 2019, and with the amendment of 2020."""
    rows = select(Agreement).join(Application).join(Call).where(Call.key == "contractualisation")
    rows = rows.where(Agreement.is_historical).options(selectinload(Agreement.amendments))
    return {code_of(each): both_years(each) for each in db.session.scalars(rows).all()}


def code_of(agreement: Agreement) -> str:
    """ "contractualisation-44" → "44"."""
    return str((agreement.application.source or {})["id"]).rpartition("-")[2]


def both_years(agreement: Agreement) -> tuple[Decimal, Decimal]:
    return (agreement.amount or Money(0)).euros, agreement.amended_amount.euros


def slip_of_programme(printed: Mapping[str, object]) -> list[Slip]:
    """+89 % is printed of amounts that do not cover the same lines in both years."""
    before, after = (
        Figure(f"Crédits {year}", Decimal(str(printed[f"amount_{year}_eur"])), perimeter(printed, year), None)
        for year in YEARS
    )
    change = Change(before, after, "lignes imprimées")
    slip = programme_slip(
        change, int(str(printed["evolution_printed_pct"])), TRAINING, int(str(printed["source_line"]))
    )
    return [slip] if slip else []


def perimeter(printed: Mapping[str, object], year: int) -> frozenset[str]:
    lines = printed[f"perimeter_{year}_fr"]
    assert isinstance(lines, list)
    return frozenset(lines)


def said(slip: Slip) -> str:
    return f"{slip.what} : imprimé {slip.printed}, calculé {slip.computed} ({slip.why})"
