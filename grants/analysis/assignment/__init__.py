"""Who reviews which file: never in conflict, as few changes as possible, the lightest greatest load, the best skill."""

from grants.analysis.assignment.assigning import assign
from grants.analysis.assignment.checking import breaches
from grants.analysis.assignment.infeasible import Shortage, because, shortages
from grants.analysis.assignment.panel import File, Pair, Panel, Reviewer
from grants.analysis.assignment.proposal import Proposal

__all__ = [
    "File",
    "Pair",
    "Panel",
    "Proposal",
    "Reviewer",
    "Shortage",
    "assign",
    "because",
    "breaches",
    "shortages",
]
