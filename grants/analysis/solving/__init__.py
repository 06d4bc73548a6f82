"""HiGHS by its matrix interface, always with a gap and a time limit, and why a set of rules cannot hold together."""

from grants.analysis.solving.conflicts import Conflict, minimal_conflict
from grants.analysis.solving.limits import Limits, Name, Status, Tell, silently
from grants.analysis.solving.matrix import Matrix, Outcome, Terms

__all__ = [
    "Conflict",
    "Limits",
    "Matrix",
    "Name",
    "Outcome",
    "Status",
    "Tell",
    "Terms",
    "minimal_conflict",
    "silently",
]
