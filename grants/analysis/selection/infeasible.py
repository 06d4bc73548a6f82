"""Infeasible because …: a minimal set of the board's rules that cannot hold together."""

from dataclasses import replace
from time import monotonic

from grants.analysis.selection.board import Board
from grants.analysis.selection.model import Model
from grants.analysis.selection.solving import built, in_cents
from grants.analysis.solving import Conflict, Name, Status, Tell, minimal_conflict, silently

TRY = 5.0  # seconds at most for one question


def because(board: Board, *, seconds: float = 30.0, tell: Tell = silently) -> Conflict:
    """For a board found infeasible; looked for to the cent, or with the rule "step" when only round cuts prevent it.

    Each rule found is taken out once more at the end: is_minimal says that the others then hold.
    """
    deadline, names = monotonic() + seconds, board.names()
    exact = replace(board, step=1)
    if is_feasible(exact, min(TRY, seconds)) is not False:
        names.append(Name("step", str(board.step)))

    def can_hold(kept: frozenset[Name]) -> bool | None:
        others = board if Name("step", str(board.step)) in kept else exact
        return is_feasible(others.without(set(names) - kept), min(TRY, deadline - monotonic()))

    found = minimal_conflict(names, can_hold, seconds=deadline - monotonic(), tell=tell)
    is_minimal = found.is_minimal and all(can_hold(frozenset(found.because) - {name}) for name in found.because)
    return replace(found, is_minimal=is_minimal)


def is_feasible(board: Board, seconds: float) -> bool | None:
    """Whether any selection holds; None when it is not known in time, or only to the solver's tolerance."""
    model: Model = built(board)
    outcome = model.matrix.maximize({}, gap=0.0, seconds=seconds)
    if outcome.status is Status.INFEASIBLE:
        return False
    if not len(outcome.values):
        return None
    return True if in_cents(board, model, outcome.values)[0] is not None else None
