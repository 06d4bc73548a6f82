"""Which files to fund, with how much, from which envelope: the best total score that the money and the rules allow.

Objective: Σ score × share, share = amount given ÷ amount asked; among equals, less money, then the better ranked.
"""

from grants.analysis.selection.board import Board, Candidate, Envelope
from grants.analysis.selection.checking import breaches
from grants.analysis.selection.comparing import Comparison, compared
from grants.analysis.selection.explaining import Price, Why, price, prices, why
from grants.analysis.selection.infeasible import because
from grants.analysis.selection.rules import (
    AtLeast,
    AtMost,
    Exclusive,
    Measure,
    Needs,
    Part,
    RateAtLeast,
    RateAtMost,
    Rule,
    ShareAtLeast,
    ShareAtMost,
)
from grants.analysis.selection.solution import Grant, Solution
from grants.analysis.selection.solving import solve
from grants.analysis.selection.thresholds import Threshold, asked_needed, score_needed

__all__ = [
    "AtLeast",
    "AtMost",
    "Board",
    "Candidate",
    "Comparison",
    "Envelope",
    "Exclusive",
    "Grant",
    "Measure",
    "Needs",
    "Part",
    "Price",
    "RateAtLeast",
    "RateAtMost",
    "Rule",
    "ShareAtLeast",
    "ShareAtMost",
    "Solution",
    "Threshold",
    "Why",
    "asked_needed",
    "because",
    "breaches",
    "compared",
    "price",
    "prices",
    "score_needed",
    "solve",
    "why",
]
