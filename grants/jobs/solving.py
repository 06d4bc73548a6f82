"""One calculation, by the solver: reads the scenario, tells how far it is, writes what it found."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import isfinite
from time import monotonic
from typing import Any

from grants.analysis import selection
from grants.analysis.selection import Comparison, Solution, Threshold
from grants.analysis.solving import Conflict, Limits, Name, Status, Tell
from grants.database import db
from grants.models import Calculation, CalculationKind
from grants.queries import problems
from grants.queries.problems import Problem
from grants.services import calculations

OFTEN = 0.7  # seconds between two signs of life
MORE = 10_000_00  # cents put on an envelope to see what they would bring
STEP = 100  # parts of the bar that each question has
SEARCH, REASON = "Recherche de la meilleure sélection", "Recherche des règles qui ne tiennent pas ensemble"
OTHER_WAY, SCORE = "Le même calcul, ce dossier de l’autre côté", "La note à partir de laquelle il serait retenu"
ASKED, PRICES = "Le montant auquel il serait retenu", "Ce que chaque règle coûte"


@dataclass
class Teller:
    """Tells the row how far the work is, not too often; each question has its part of the bar."""

    actor_id: int
    calculation_id: int
    questions: int
    at: int = 0
    last: float = 0.0

    def begin(self, doing: str) -> Tell:
        """The next question."""
        rank, self.at, self.last = self.at, self.at + 1, 0.0

        def tell(done: int, total: int) -> None:
            if monotonic() - self.last >= OFTEN:
                self.last = monotonic()
                here = rank * STEP + (STEP * done // total if total else 0)
                calculations.tell(
                    self.actor_id, self.calculation_id, done=here, total=self.questions * STEP, doing=doing
                )

        tell(0, 1)
        return tell


def run(calculation_id: int) -> bool:
    """Make it, unless it is done or another worker is at it; whether it was made."""
    found = db.session.get(Calculation, calculation_id)
    if found is None:
        return False
    actor_id, kind, file_id = found.asked_by_id, found.kind, found.file_id
    if not calculations.take(actor_id, calculation_id):
        return False
    calculation = db.session.get_one(Calculation, calculation_id)
    problem = problems.problem_of(calculation.asked_by, calculation.scenario)
    limits = Limits(gap=float(calculation.scenario.gap), seconds=float(calculation.scenario.seconds))
    db.session.expunge_all()  # all that is needed is read: no read stays open while the solver works
    db.session.rollback()
    work: Callable[..., dict[str, Any]] = proposal if kind is CalculationKind.PROPOSAL else explanation
    teller = Teller(actor_id, calculation_id, 2 if kind is CalculationKind.PROPOSAL else 5)
    result = work(problem, limits, teller, str(file_id))
    calculations.finish(actor_id, calculation_id, result=finite(result | about(problem, limits)))
    return True


def about(problem: Problem, limits: Limits) -> dict[str, Any]:
    """What the figures are about."""
    return {
        "candidates": [int(key) for key in problem.files], "excluded": [list(each) for each in problem.excluded],
        "hidden": problem.hidden, "asked_gap": limits.gap, "limit": limits.seconds,
    }  # fmt: skip


def proposal(problem: Problem, limits: Limits, teller: Teller, _: str) -> dict[str, Any]:
    teller.begin(SEARCH)
    return answered(problem, selection.solve(problem.board, limits), limits, teller)


def answered(problem: Problem, found: Solution, limits: Limits, teller: Teller) -> dict[str, Any]:
    """What was found, or why nothing can be."""
    result = solved(problem, found)
    if found.status is Status.INFEASIBLE:
        result |= conflict(selection.because(problem.board, seconds=limits.seconds, tell=teller.begin(REASON)))
    return result


def explanation(problem: Problem, limits: Limits, teller: Teller, key: str) -> dict[str, Any]:
    """Why this file is in or out, from where it would be otherwise, and what the rules cost."""
    if key not in problem.files:
        return {"is_found": False, "is_left_out": True}
    teller.begin(SEARCH)
    board, found = problem.board, selection.solve(problem.board, limits)
    if not found.is_found:
        return answered(problem, found, limits, teller)
    why = selection.why(board, found, key, limits, teller.begin(OTHER_WAY))
    seconds = 2 * limits.seconds
    free = board.changed(key, decided=None)
    score = selection.score_needed(free, key, limits=limits, seconds=seconds, tell=teller.begin(SCORE))
    asked = selection.asked_needed(free, key, limits=limits, seconds=seconds, tell=teller.begin(ASKED))
    names = costly(problem, key)
    priced = selection.prices(board, found, names, limits, seconds=seconds, tell=teller.begin(PRICES))
    more = raised(problem, found, key, limits)
    return solved(problem, found) | (conflict(why.conflict) if why.conflict else {}) | {
        "raised": more,
        "is_in": why.is_in, "decided": why.decided, "amount": found.amounts.get(key),
        "score": board.candidate(key).score, "asked": board.candidate(key).asked,
        "difference": difference(why.difference), "score_needed": threshold(score), "asked_needed": threshold(asked),
        "prices": [{"name": list(each.name), "gain": each.gain, "difference": difference(each.difference)}
                   for each in priced],
    }  # fmt: skip


def costly(problem: Problem, key: str) -> list[Name]:
    """The rules worth a price: those of the whole board, and what stands on this file; not envelopes (`raised`)."""
    own = ("fixed", "in", "out", "least", "all_or_nothing", "lowest_rate", "highest_rate")
    names = [name for name in problem.board.names() if name.kind not in own or name.key == key]
    return [name for name in names if name.kind != "envelope"]


def raised(problem: Problem, found: Solution, key: str, limits: Limits) -> list[dict[str, Any]]:
    """What ten thousand euros more on each envelope of this file would bring."""
    board, said = problem.board, []
    for pot in sorted(board.envelopes, key=lambda each: each.key):
        if pot.key in board.candidate(key).envelopes and ":" in pot.key:
            pots = tuple(replace(each, amount=each.amount + MORE) if each is pot else each for each in board.envelopes)
            other = selection.solve(replace(board, envelopes=pots), limits)
            better = difference(selection.compared(found, other)) if other.is_found else None
            said.append({"envelope": pot.key.rpartition(":")[2], "more": MORE, "difference": better})
    return said


def solved(problem: Problem, found: Solution) -> dict[str, Any]:
    """The grants by envelope, and how near they are to the best."""
    split: dict[str, dict[str, int]] = {}
    for each in found.grants:
        split.setdefault(each.file, {})[each.envelope] = each.cents
    parts = problem.spread(split)
    return {
        "status": str(found.status), "is_found": found.is_found, "objective": found.objective,
        "bound": found.bound, "gap": found.gap, "doubt": found.doubt, "seconds": found.seconds,
        "spent": found.spent, "is_settled": found.ties_settled, "refused": [list(each) for each in found.refused],
        "grants": [[int(key), int(envelope), cents] for key, given in parts.items()
                   for envelope, cents in given.items()],
    }  # fmt: skip


def finite(value: Any) -> Any:
    """The same, where JSON and PostgreSQL can say it: no infinity (a bound that nobody found)."""
    if isinstance(value, dict):
        return {key: finite(each) for key, each in value.items()}
    if isinstance(value, list):
        return [finite(each) for each in value]
    return None if isinstance(value, float) and not isfinite(value) else value


def conflict(found: Conflict) -> dict[str, Any]:
    return {"because": [list(each) for each in found.because], "is_minimal": found.is_minimal}


def difference(found: Comparison | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "entering": [int(key) for key in found.entering], "leaving": [int(key) for key in found.leaving],
        "changed": [[int(key), before, after] for key, before, after in found.changed],
        "score": found.score, "cents": found.cents, "doubt": found.doubt,
    }  # fmt: skip


def threshold(found: Threshold) -> dict[str, Any]:
    return {
        "value": found.value, "beyond": found.beyond, "always": found.always, "is_precise": found.is_precise,
        "doubt": found.doubt,
    }  # fmt: skip
