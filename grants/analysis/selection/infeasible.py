"""Infeasible because …: a minimal set of the board's rules that cannot hold together."""

from time import monotonic

from grants.analysis.selection.board import Board
from grants.analysis.selection.model import Model
from grants.analysis.selection.solving import built, in_cents
from grants.analysis.solving import Conflict, Name, Status, Tell, minimal_conflict, silently

TRY = 5.0  # seconds at most for one question


def because(board: Board, *, seconds: float = 30.0, tell: Tell = silently) -> Conflict:
    """For a board found infeasible; money fixed by a file's own nature (it may draw on no envelope) has no name."""
    names, deadline = board.names(), monotonic() + seconds

    def can_hold(kept: frozenset[Name]) -> bool | None:
        others = board.without(name for name in names if name not in kept)
        return is_feasible(others, min(TRY, deadline - monotonic()))

    return minimal_conflict(names, can_hold, seconds=seconds, tell=tell)


def is_feasible(board: Board, seconds: float) -> bool | None:
    """Whether any selection holds; None when it is not known in time, or only to the solver's tolerance."""
    model: Model = built(board)
    outcome = model.matrix.maximize({}, gap=0.0, seconds=seconds)
    if outcome.status is Status.INFEASIBLE:
        return False
    if not len(outcome.values):
        return None
    return True if in_cents(board, model, outcome.values)[0] is not None else None
