"""The table of contractualisation credits, computed again from its amounts, and the slips of its printed version."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal

from grants.analysis.figures import WHOLE, Change, Figure, rounded
from grants.values.french import NO_BREAK, decimales, nombre


@dataclass(frozen=True)
class Line:
    """One signatory: what it was granted each year, in euros, and the change that was printed (a whole percentage)."""

    code: str
    label: str
    before: Decimal
    after: Decimal
    printed: int | None = None
    source_line: int | None = None


@dataclass(frozen=True)
class Slip:
    """A printed figure that the printed amounts do not give."""

    what: str
    printed: str
    computed: str
    why: str
    source_line: int | None = None


@dataclass(frozen=True)
class Table:
    """The lines of two years, the day at which they were true, and what only the second year counts."""

    lines: tuple[Line, ...]
    years: tuple[int, int]
    as_of: date
    added: str | None = None

    @property
    def note(self) -> str | None:
        """The label without which the two years may not be compared."""
        return f"{self.years[1]} avec {self.added}" if self.added else None

    def figure(self, line: Line, *, is_after: bool) -> Figure:
        value, year = (line.after, self.years[1]) if is_after else (line.before, self.years[0])
        more = {f"{line.code} : {self.added}"} if is_after and self.added else set()
        return Figure(f"{line.label} {year}", value, frozenset({line.code} | more), self.as_of)

    def change(self, line: Line) -> Change:
        return Change(self.figure(line, is_after=False), self.figure(line, is_after=True), self.note)

    def total(self, *codes: str) -> Change:
        """All lines together, or only these."""
        chosen = [line for line in self.lines if not codes or line.code in codes]
        sums = [
            Figure.total(f"Total {year}", [self.figure(line, is_after=is_after) for line in chosen])
            for is_after, year in zip((False, True), self.years, strict=True)
        ]
        return Change(sums[0], sums[1], self.note)

    @property
    def departments(self) -> Change:
        return self.total(*(line.code for line in self.lines if line.code.isdecimal()))

    def slips(self) -> list[Slip]:
        """The printed changes that are not the rounding of the computed ones."""
        return [slip for line in self.lines if (slip := slip_of(line, self.change(line)))]


def slip_of(line: Line, change: Change) -> Slip | None:
    exact = change.percent
    if line.printed is None or exact is None or rounded(exact, WHOLE) == line.printed:
        return None
    is_cut = exact.quantize(WHOLE, ROUND_DOWN) == line.printed
    why = f"l’arrondi donne {in_percent(rounded(exact, WHOLE))}"
    why += " ; la valeur imprimée est tronquée" if is_cut else ""
    return Slip(f"{line.label} : évolution", in_percent(line.printed), in_percent(exact), why, line.source_line)


def in_percent(number: Decimal | int) -> str:
    """98.86 → 98,86 %; 51.8 → 51,80 %; 98 → 98 %."""
    number = Decimal(number)
    words = nombre(number) if number == number.to_integral_value() else decimales(number)
    return f"{words}{NO_BREAK}%"


def as_signed(number: Decimal | int) -> str:
    """89 → +89 %."""
    return f"{'+' if number > 0 else ''}{in_percent(number)}"


def programme_slip(change: Change, printed: int, training: Figure, source_line: int | None = None) -> Slip | None:
    """The printed rise of the whole programme, against the printed amounts and against the same lines in both years."""
    exact = change.percent
    if exact is None or rounded(exact, WHOLE) == printed:
        return None
    same = Change(change.before, change.after.without(training)).percent
    why = (
        f"les montants imprimés donnent {as_signed(exact)}, sur des lignes différentes d’une année à l’autre ; "
        f"à périmètre constant (sans {training.label}), {as_signed(same or Decimal(0))}"
    )
    return Slip("Crédits du programme : hausse", as_signed(printed), as_signed(exact), why, source_line)


def lines_of(rows: Sequence[dict[str, object]], years: tuple[int, int]) -> tuple[Line, ...]:
    """Rows of data/contractualisation.json → lines."""
    return tuple(
        Line(
            code=str(row["code"]),
            label=str(row["territory_printed"]),
            before=Decimal(str(row[f"amount_{years[0]}_eur"])),
            after=Decimal(str(row[f"amount_{years[1]}_eur"])),
            printed=int(str(row["evolution_printed_pct"])),
            source_line=int(str(row["source_line"])),
        )
        for row in rows
    )
