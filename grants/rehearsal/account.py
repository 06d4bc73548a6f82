"""The account of a rehearsal: what was played, what was found, in one page and as JSON."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import func, select

from grants.database import db
from grants.models import Application, Call, Letter, User
from grants.rehearsal.checks import Check
from grants.rehearsal.director import Director
from workflows.registry import WORKFLOWS

WIDTH = 78


@dataclass(frozen=True)
class Account:
    """Everything that the page says."""

    seed: str
    seconds: float
    people: int
    acts: int
    by_call: dict[str, dict[str, int]]
    turns: dict[str, int]
    refusals: dict[str, list[str]]
    letters: int
    rendered: int
    checks: list[Check]

    @property
    def passed(self) -> bool:
        return all(check.passed for check in self.checks)

    def as_json(self) -> dict[str, Any]:
        checks = [asdict(check) | {"passed": check.passed} for check in self.checks]
        return asdict(self) | {"checks": checks, "passed": self.passed}


def account_of(play: Director, checks: list[Check], seconds: float) -> Account:
    letters = dict(db.session.execute(select(Letter.status, func.count()).group_by(Letter.status)).all())
    people = db.session.scalar(select(func.count(User.id)).where(User.is_fictif)) or 0
    return Account(
        play.draw.seed, round(seconds, 1), people, play.acts.total(), by_call(), dict(play.turns),
        play.refusals, sum(letters.values()), letters.get("rendered", 0), checks,
    )  # fmt: skip


def by_call() -> dict[str, dict[str, int]]:
    """Title of the call → how many invented files are in which state, in the words of the staff."""
    rows = select(Call.short_title, Application.workflow_key, Application.state, func.count()).join(Application)
    rows = rows.where(Application.is_fictif).group_by(
        Call.id, Call.short_title, Application.workflow_key, Application.state
    )
    found: dict[str, dict[str, int]] = {}
    for title, key, state, count in db.session.execute(rows.order_by(Call.id, Application.state)):
        label = WORKFLOWS[key].steps[state].staff.lower()
        found.setdefault(title, {})[label] = found.setdefault(title, {}).get(label, 0) + count
    return found


def page(account: Account, files: Iterable[str]) -> str:
    """One page of French, as a terminal shows it."""
    counted = sum(sum(states.values()) for states in account.by_call.values())
    lines = [
        "RÉPÉTITION DU PROGRAMME 2020 : dossiers inventés, dates simulées, rien n’est sorti",
        "═" * WIDTH,
        f"{counted} dossiers · {account.acts} actes · {account.people} personnes · graine « {account.seed} » · "
        f"{account.seconds:.0f} s".replace(".", ","),
        f"{account.letters} lettres figées, dont {account.rendered} mises en PDF",
        "",
        *(f"  {title:<34} {states_line(states)}" for title, states in account.by_call.items()),
        "",
        "Péripéties : " + " ; ".join(f"{name} ({count})" for name, count in sorted(account.turns.items())),
        *(f"Refusé comme il se doit : {why} — {said[0]}" for why, said in account.refusals.items()),
        "",
        "VÉRIFICATIONS",
        *(line for check in account.checks for line in check_lines(check)),
        "",
        *(f"Écrit : {name}" for name in files),
        "Tout est juste." if account.passed else "DES VÉRIFICATIONS ONT ÉCHOUÉ.",
    ]
    return "\n".join(lines)


def states_line(states: dict[str, int]) -> str:
    return ", ".join(f"{count} {state}" for state, count in states.items())


def check_lines(check: Check) -> Iterable[str]:
    yield f"  {'✔' if check.passed else '✘'} {check.name} : {check.figure}"
    yield from (f"      faute : {fault}" for fault in check.faults[:8])
    yield from (f"      coquille du bilan : {note}" for note in check.notes)
