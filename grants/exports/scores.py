"""The scores, the opinions and the ranking of a round as one workbook, whose means and totals are formulas."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from grants.analysis.calibration import FileLine, Report
from grants.definitions.assessment import GridDefinition
from grants.exports.sheets import Book, Cell, Column, Formula, Kind, Sheet, figure, letter, local
from grants.models import ReviewStatus, Round, User
from grants.queries import marks, sheets
from grants.values import clock
from grants.values.money import ZERO, Money
from workflows.registry import WORKFLOWS

STATUSES = {ReviewStatus.ASSIGNED: "à donner", ReviewStatus.SCORED: "donnée", ReviewStatus.ABSTAINED: "abstention"}
ANSWERS = {"favourable": "favorable", "with_reservations": "favorable avec réserves", "unfavourable": "défavorable"}
CAUSES = {
    "reviewer": "une personne en moins la change", "interval": "la ligne est dans l’intervalle",
    "tie": "une note égale est de l’autre côté", "raw": "la moyenne brute la place de l’autre côté",
}  # fmt: skip
RANKED = (
    Column("Rang calibré", Kind.WHOLE, 9), Column("Rang brut", Kind.WHOLE, 9), Column("Dossier", width=13),
    Column("Projet", width=40), Column("Organisme", width=32), Column("Territoire", width=11),
    Column("Notes données", Kind.WHOLE, 9), Column("Moyenne brute", Kind.SCORE, 10),
    Column("Plus basse", Kind.SCORE, 10), Column("Plus haute", Kind.SCORE, 10),
    Column("Note calibrée", Kind.SCORE, 10), Column("Intervalle, de", Kind.SCORE, 10),
    Column("Intervalle, à", Kind.SCORE, 10), Column("Meilleur rang", Kind.WHOLE, 9),
    Column("Moins bon rang", Kind.WHOLE, 9), Column("Décision fragile", width=30),
    Column("Montant demandé", Kind.MONEY, 16), Column("Montant proposé", Kind.MONEY, 16),
    Column("Montant accordé", Kind.MONEY, 16), Column("État", width=24),
)  # fmt: skip
AMOUNTS = ("Montant demandé", "Montant proposé", "Montant accordé")


def book(round: Round, reader: User) -> Book:
    """What this person may read of the round; `Refused` to who still has a mark to give, and must not see others'."""
    marks.demand_own(round.id, reader)
    grid = round.call.file.grid_of(round.call.file.stages[-1].key)
    scores, found = scores_sheet(round, reader, grid), marks.report_of(round, reader)
    every = [ranking_sheet(round, reader, found, scores), scores, opinions_sheet(round, reader),
             *([grid_sheet(grid)] if grid else []), about_sheet(round, found)]  # fmt: skip
    return Book(f"Notes et classement, {round.call.short_title}, {round.title}", every)


def ranking_sheet(round: Round, reader: User, found: Report | None, scores: Sheet) -> Sheet:
    """The calibrated rank first; files without a mark last."""
    files = {each.id: each for each in sheets.files(round.id, reader)}
    lines = {each.file: each for each in found.files} if found else {}
    fragile = {each.file: ", ".join(CAUSES[cause] for cause in each.causes) for each in found.fragile} if found else {}
    awarded = sheets.awarded(round.id)
    ordered = [key for key in lines if key in files] + [key for key in files if key not in lines]
    rows: list[Sequence[Cell]] = []
    for row, key in enumerate(ordered, 2):
        rows.append(ranked(files[key], lines.get(key), fragile.get(key, ""), awarded.get(key), scores, row))
    return Sheet("Classement", RANKED, rows, totals(rows))


def ranked(file: Any, line: FileLine | None, fragile: str, cents: int | None, scores: Sheet, row: int) -> list[Cell]:
    number, total = scores.reach("Dossier"), scores.reach("Note pondérée")
    given = line.marks if line else 0
    count = Formula(f"SUMPRODUCT(({number}=C{row})*ISNUMBER({total}))", given)
    mean = Formula(f"AVERAGEIFS({total},{number},C{row})", line.raw) if line and given else None
    figures = spread(line) if line and given else [None] * 7
    return [
        line.rank if line else None, line.raw_rank if line else None, file.number, file.title, file.name,
        file.department, count if scores.rows else 0, mean, *figures, fragile, file.requested_amount,
        file.recommended_amount, Money(cents) if cents else None, WORKFLOWS[file.workflow_key].steps[file.state].staff,
    ]  # fmt: skip


def spread(line: FileLine) -> list[Cell]:
    """From the lowest mark to the worst rank."""
    low, high = (line.interval.low, line.interval.high) if line.interval else (None, None)
    return [line.lowest, line.highest, line.calibrated, low, high, line.best_rank, line.worst_rank]


def totals(rows: Sequence[Sequence[Cell]]) -> list[Cell] | None:
    """Sums of what is counted and of the amounts."""
    if not rows:
        return None
    cells: list[Cell] = [None] * len(RANKED)
    titles = [each.title for each in RANKED]
    cells[titles.index("Dossier")] = "Total"
    for title in ("Notes données", *AMOUNTS):
        rank = titles.index(title)
        column = f"{letter(rank)}2:{letter(rank)}{len(rows) + 1}"
        cells[rank] = Formula(f"SUM({column})", summed([row[rank] for row in rows]))
    return cells


def summed(cells: Sequence[Cell]) -> Money | float:
    """Of amounts, or of counts told by formulas."""
    amounts = [each for each in cells if isinstance(each, Money)]
    if amounts:
        return Money.total(amounts)
    counts = [float(figure(each.value) or 0) for each in cells if isinstance(each, Formula)]
    return sum(counts) if counts else ZERO


def scores_sheet(round: Round, reader: User, grid: GridDefinition | None) -> Sheet:
    """A line a reading, a column a criterion of the call's grid; the weighted mean is a formula on their weights."""
    criteria = list(grid.criteria) if grid else []
    columns = (
        Column("Dossier", width=13), Column("Qui note", width=24), Column("Où en est la note", width=12),
        Column("Attendue le", Kind.DAY, 11), Column("Donnée le", Kind.MOMENT, 16),
        *(Column(f"{each.label} ({each.weight} %)", Kind.WHOLE, 12) for each in criteria),
        Column("Note pondérée", Kind.SCORE, 10), Column("Avis d’ensemble", width=60),
        *(Column(f"{each.label} : pourquoi", width=40) for each in criteria),
    )  # fmt: skip
    current = round.call.definition.digest
    rows = [list(reading(each, criteria, row, is_current=each.digest == current))
            for row, each in enumerate(sheets.readings(round.id, reader), 2)]  # fmt: skip
    return Sheet("Notes", columns, rows)


def reading(found: Any, criteria: Sequence[Any], row: int, *, is_current: bool) -> Iterator[Cell]:
    """A file scored on the grid of an earlier version of the call keeps its mean as a figure."""
    marks_given = {key: each["mark"] for key, each in found.marks.items()}
    said = {key: each["comment"] for key, each in found.marks.items()}
    yield from (found.number, found.name, STATUSES[found.status])
    yield from (clock.day_of(found.due_at) if found.due_at else None, found.scored_at)
    yield from (marks_given.get(each.key) for each in criteria)
    is_given = found.status is ReviewStatus.SCORED
    yield weighted(row, len(criteria), found.total) if is_given and is_current and criteria else total_of(found)
    yield found.comment or None
    yield from (said.get(each.key) or None for each in criteria)


def total_of(found: Any) -> Decimal | None:
    return found.total if found.status is ReviewStatus.SCORED else None


def weighted(row: int, count: int, total: Decimal) -> Formula:
    """Marks by the weights of the sheet « Grille »; an empty cell (an abstention) counts for nothing, not zero."""
    cells = [(f"{letter(5 + rank)}{row}", f"Grille!$C${rank + 2}") for rank in range(count)]
    above = "+".join(f"N({mark})*{weight}" for mark, weight in cells)
    below = "+".join(f"ISNUMBER({mark})*{weight}" for mark, weight in cells)
    return Formula(f"ROUND(({above})/({below}),2)", total)


def opinions_sheet(round: Round, reader: User) -> Sheet:
    columns = (
        Column("Dossier", width=13), Column("Service", width=30), Column("Question", width=50),
        Column("Demandé le", Kind.MOMENT, 16), Column("Attendu le", Kind.DAY, 11), Column("Où en est l’avis", width=16),
        Column("Réponse", width=24), Column("Motif", width=60), Column("Rendu le", Kind.MOMENT, 16),
    )  # fmt: skip
    rows = [
        [each.number, each.service_label, each.question, each.asked_at, clock.day_of(each.due_at),
         WORKFLOWS[each.workflow_key].steps[each.state].staff, ANSWERS.get(each.answer or ""), each.reason,
         each.answered_at]
        for each in sheets.opinions(round.id, reader)
    ]  # fmt: skip
    return Sheet("Avis", columns, rows)


def grid_sheet(grid: GridDefinition) -> Sheet:
    columns = (Column("Clé", width=16), Column("Critère", width=40), Column("Poids (%)", Kind.WHOLE, 9),
               Column("Seuil", Kind.SCORE, 9), Column("Question", width=60))  # fmt: skip
    rows = [[each.key, each.label, each.weight, each.threshold, each.question] for each in grid.criteria]
    weights = sum(each.weight for each in grid.criteria)
    whole = Formula(f"SUM(C2:C{len(rows) + 1})", weights)
    return Sheet("Grille", columns, rows, [None, "Total, et seuil d’ensemble", whole, grid.overall_threshold, None])


def about_sheet(round: Round, found: Report | None) -> Sheet:
    """What the figures cover, on which day, and how they are computed."""
    rows: list[Sequence[Cell]] = [
        ["Appel", round.call.title], ["Vague", round.title], ["Tiré le", f"{local(clock.now()):%d/%m/%Y %H:%M}"],
        ["Périmètre", "Les dossiers de la vague lus à leur étape présente, que vous pouvez lire ; ceux dont vous êtes "
                      "déporté n’y sont pas, ni les notes de qui est déporté."],
        ["Moyenne brute", "Moyenne des notes pondérées données ; une abstention ne compte pas comme un zéro."],
        ["Note calibrée", "Moyenne corrigée de la sévérité de qui note : modèle additif note = dossier − sévérité + "
                          "hasard, sévérités tirées vers zéro (Henderson, Biometrics 31, 1975 ; variance par REML)."],
        ["Rangs, au mieux et au pire", "Les rangs calibrés avec tout le monde, puis sans chaque personne à son tour."],
    ]  # fmt: skip
    if found:
        seen = found.perimeter
        rows.append(["Compte", f"{seen.files} dossiers notés, {seen.unmarked} sans note, {seen.reviewers} personnes, "
                               f"{seen.marks} notes, {seen.abstentions} abstentions."])  # fmt: skip
    return Sheet("Lecture", (Column("Quoi", width=26), Column("Ce qu’il faut savoir", width=100)), rows)
