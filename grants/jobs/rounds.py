"""Rounds open and close by their calendar; the act is the clock's."""

from grants.services import rounds
from grants.values import clock


def turn() -> list[str]:
    """Do what the calendar says; what moved."""
    return rounds.turn(clock.now())
