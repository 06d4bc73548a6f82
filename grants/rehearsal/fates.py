"""What is to happen to a file: how far it goes, what the committee and the authority say, what goes wrong."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from grants.values.money import Money


class Step(IntEnum):
    """How far a life goes, in order."""

    DRAFT = 1
    FILED = 2
    CHECKED = 3
    REVIEWED = 4
    SCORED = 5
    REFERRED = 6
    ADVISED = 7
    APPROVED = 8
    RULED = 9
    DRAFTED = 10
    SENT = 11
    ACCEPTED = 12
    SIGNED = 13
    NOTIFIED = 14
    REQUESTED = 15
    SERVICE_DONE = 16
    ORDERED = 17
    PAID = 18
    REPORT_DRAFTED = 19
    REPORTED = 20
    REPORT_APPROVED = 21
    SETTLED = 22
    EVALUATION_PLANNED = 23
    EVALUATION_STARTED = 24
    EVALUATION_SUBMITTED = 25
    EVALUATION_APPROVED = 26
    EVALUATED = 27
    CLOSED = 28


@dataclass(frozen=True)
class Fate:
    """One life. `turns` are what happens on the way: completion, recusal, recovery…"""

    title: str
    department: str = "49"
    amount: str | None = None
    until: Step = Step.CLOSED
    verdict: str = "award"  # award, reserve, refuse, no_action, grant, national, regional, not_invited, ineligible
    turns: frozenset[str] = frozenset()
    cut: str | None = None  # awarded for less than asked
    rank: int | None = None  # of its organisation, when it matters

    def has(self, turn: str) -> bool:
        return turn in self.turns

    def reaches(self, step: Step) -> bool:
        return self.until >= step

    def wanted(self) -> dict[str, Any]:
        """What it asks of the filling."""
        amount = {"amount": Money.of(self.amount)} if self.amount else {}
        return {"title": self.title, "department": self.department, **amount}


def turns(text: str) -> frozenset[str]:
    return frozenset(text.split())
