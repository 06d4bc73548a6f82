"""Days, months and years of a project."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from fractions import Fraction


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month (31 January + 1 = 28 or 29 February)."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def whole_months(start: date, end: date) -> int:
    """Full months from one day to another, both ends kept as dates of birth are: 0 when not yet one."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if add_months(start, months) <= end else months - 1


@dataclass(frozen=True, order=True)
class Period:
    """From one day to another, both included."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError("La fin précède le début.")

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    @property
    def months(self) -> int:
        """Months begun: 1 January to 31 December is 12, one day more is 13."""
        whole = whole_months(self.start, self.end)
        return whole + 1 if add_months(self.start, whole) <= self.end else whole

    @property
    def years(self) -> tuple[int, ...]:
        """Calendar years touched."""
        return tuple(range(self.start.year, self.end.year + 1))

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def left_from(self, day: date) -> Fraction:
        """The share of the period that remains on `day`, between 0 and 1 (pro rata of a recovery)."""
        remaining = (self.end - day).days + 1
        return Fraction(min(max(remaining, 0), self.days), self.days)

    def __str__(self) -> str:
        """As open data writes it: 2020-01-01/2020-12-31."""
        return f"{self.start.isoformat()}/{self.end.isoformat()}"
