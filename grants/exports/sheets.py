"""A workbook before it is written: sheets of typed cells, whose totals are formulas that carry their figure too."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from grants.values.clock import PARIS
from grants.values.money import Money


class Kind(StrEnum):
    """How the cells of a column are read and shown."""

    TEXT = "text"
    WHOLE = "whole"  # 12
    SCORE = "score"  # 3,25
    MONEY = "money"  # 18 000,00 €
    DAY = "day"  # 22/11/2026
    MOMENT = "moment"  # 22/11/2026 14:05, in Paris


@dataclass(frozen=True)
class Formula:
    """What computes a cell (English names, commas, A1 references), and its figure at the time of writing."""

    text: str
    value: float | Decimal | Money | None


Cell: TypeAlias = str | int | float | Decimal | Money | date | datetime | Formula | None


@dataclass(frozen=True)
class Column:
    title: str
    kind: Kind = Kind.TEXT
    width: int = 14  # in characters


@dataclass(frozen=True)
class Sheet:
    """A table: its header is the first row, its totals (if any) the last."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    totals: Sequence[Cell] | None = None

    def letter(self, title: str) -> str:
        """The letter of the column of this title."""
        return letter([each.title for each in self.columns].index(title))

    def reach(self, title: str) -> str:
        """The cells of one column, totals left out, as another sheet names them."""
        column = self.letter(title)
        return f"{self.name}!${column}$2:${column}${len(self.rows) + 1}"


@dataclass(frozen=True)
class Book:
    title: str
    sheets: Sequence[Sheet]


def letter(rank: int) -> str:
    """The name of a column from its rank: 0 is A, 26 is AA."""
    before, last = divmod(rank, 26)
    return (letter(before - 1) if before else "") + chr(ord("A") + last)


def figure(value: float | Decimal | Money | None) -> Decimal | None:
    """What a cell of figures holds; euros for an amount."""
    if isinstance(value, Money):
        return Decimal(value.cents) / 100
    return None if value is None else Decimal(str(value))


def local(moment: datetime) -> datetime:
    """An instant as the clocks of Paris say it: a spreadsheet knows no time zone."""
    return moment.astimezone(PARIS).replace(tzinfo=None, microsecond=0)
