"""What an invented project is: who, where, how much, when. Its answers all follow from that."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from grants.definitions.call import CallFile
from grants.rehearsal.draw import Draw
from grants.values import territories
from grants.values.money import Money


@dataclass(frozen=True)
class Brief:
    """One project; `department` is "52" for a regional one, `fixed` holds answers that are decided beforehand."""

    call: CallFile
    draw: Draw
    day: date  # of the deposit
    title: str
    department: str = "49"
    amount: Money | None = None
    organisation: dict[str, str] = field(default_factory=dict)  # siret, rna, iban, created_on
    partners: tuple[dict[str, str], ...] = ()  # name and siret of those who carry the project too
    fixed: dict[str, Any] = field(default_factory=dict)

    @property
    def departments(self) -> list[str]:
        return ["44", "49"] if self.department == territories.REGION else [self.department]

    @property
    def commune(self) -> str:
        """One of the communes of the project."""
        inside = [each.code for each in territories.every().values()
                  if each.kind == "commune" and each.departments == (self.departments[0],)]  # fmt: skip
        return self.draw.one(sorted(inside), "commune")

    def asked(self, lowest: Money | None, highest: Money | None) -> Money:
        """The amount asked: what was decided, else something in the lower half of what the call allows."""
        if self.amount is not None:
            return self.amount
        floor, top = (lowest or Money.of(3_000)).euros, (highest or Money.of(40_000)).euros
        steps = max(int((top - floor) / 2 / 500), 1)
        return Money.of(floor + 500 * self.draw.between(1, steps, "amount"))

    def begins(self, earliest: str | None, latest: str | None) -> date:
        """Some weeks after the deposit, within what the question allows."""
        day = self.day + timedelta(days=20 + self.draw.between(0, 20, "start"))
        return within(day, earliest, latest)

    def ends(self, earliest: str | None, latest: str | None, begins: date) -> date:
        """Ten months later, so that a year is never passed."""
        return within(begins + timedelta(days=300), earliest, latest)


def within(day: date, earliest: str | None, latest: str | None) -> date:
    if earliest:
        day = max(day, date.fromisoformat(earliest))
    return min(day, date.fromisoformat(latest)) if latest else day
