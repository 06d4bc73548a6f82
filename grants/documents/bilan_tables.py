"""The tables of the yearly report: counted from rows, each with what it covers and at which day."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from grants.analysis.contractualisation import Line, Slip, Table, programme_slip
from grants.analysis.figures import Change, Figure
from grants.definitions import programme_2020
from grants.models import Agreement, Application, GroupAward, IndicatorFact
from grants.queries.bilan import Laureate
from grants.values.money import Money
from grants.values.territories import DEPARTMENTS, REGION

Row = TypeVar("Row")

TABLE_AS_OF = date(2020, 9, 18)  # printed under the table, l. 404
ADDED_IN_2020 = "le FAPI (Fonds d’appui aux politiques d’insertion)"
PLACES = {REGION: "Région (plusieurs départements)"} | DEPARTMENTS


@dataclass(frozen=True)
class Count:
    """One line of a table: how many projects, and the sum of the amounts that are known (None: none is)."""

    label: str
    projects: int
    amount: Money | None = None


def counted(
    rows: Iterable[Row],
    key: Callable[[Row], Hashable],
    labels: dict[Any, str],
    amount: Callable[[list[Row]], Money | None],
    elsewhere: str,
) -> list[Count]:
    """One line a label, in their order, then one for what has none; a line without project stays, with 0."""
    groups: dict[Hashable, list[Row]] = {each: [] for each in labels}
    rest: list[Row] = []
    for row in rows:
        groups.get(key(row), rest).append(row)
    found = [Count(label, len(groups[each]), amount(groups[each])) for each, label in labels.items()]
    return [*found, Count(elsewhere, len(rest), amount(rest))] if rest else found


def printed_amounts(everything: Iterable[Application]) -> Callable[[list[Application]], Money | None]:
    """What is printed for some of these files; a sum printed for several counts only where all of them are."""
    members: dict[GroupAward, set[int]] = {}
    for file in everything:
        for ruling in file.rulings:
            if ruling.group_award:
                members.setdefault(ruling.group_award, set()).add(file.id)

    def amount(files: list[Application]) -> Money | None:
        here = {each.id for each in files}
        alone = [ruling.amount for each in files for ruling in each.rulings]
        together = [group.amount for group, ids in members.items() if ids <= here]
        return known_total([*alone, *together])

    return amount


def known_total(amounts: Iterable[Money | None]) -> Money | None:
    """The sum of what is known; None where nothing is: unknown is not zero."""
    known = [each for each in amounts if each is not None]
    return Money.total(known) if known else None


def awarded_amount(laureates: Iterable[Laureate]) -> Money | None:
    return known_total(each.amount for each in laureates)


def contractualisation(conventions: Sequence[Agreement]) -> Table | None:
    """The table of the report, from the agreements and their amendments; None when there is none that year."""
    printed = {f"contractualisation-{row['code']}": row for row in programme_2020.contractualisation()["rows"]}
    lines = [line_of(each, printed[(each.application.source or {})["id"]]) for each in conventions]
    return Table(tuple(lines), (2019, 2020), TABLE_AS_OF, ADDED_IN_2020) if lines else None


def line_of(agreement: Agreement, row: dict[str, Any]) -> Line:
    before, after = (agreement.amount or Money(0)).euros, agreement.amended_amount.euros
    return Line(row["code"], row["territory_printed"], before, after, row["evolution_printed_pct"], row["source_line"])


def credits() -> tuple[Change, list[Slip]]:
    """The credits of the whole programme as printed for two years, compared with the words that this needs."""
    told = programme_2020.contractualisation()["programme_credits"]
    before, after = (
        Figure(f"Crédits {year}", Decimal(told[f"amount_{year}_eur"]), frozenset(told[f"perimeter_{year}_fr"]), None)
        for year in (2019, 2020)
    )
    added = after.perimeter - before.perimeter
    amount = Decimal(programme_2020.calls()["petite_enfance_2020"]["envelope_eur"])
    training = Figure(f"la {', '.join(added)}", amount, added, None)
    change = Change(before, after, f"2020 compte aussi {training.label}")
    slip = programme_slip(change, told["evolution_printed_pct"], training, told["source_line"])
    return change, [slip] if slip else []


def by_engagement(figures: Iterable[IndicatorFact]) -> dict[int | None, list[IndicatorFact]]:
    """Printed figures under their engagement; those of none last."""
    found: dict[int | None, list[IndicatorFact]] = {number: [] for number in (1, 2, 3, 4, 5, None)}
    for each in figures:
        found[each.source.get("engagement")].append(each)
    return {number: rows for number, rows in found.items() if rows}
