"""Whose turn it is on the reserve list of a round, once a file that was awarded has given its money back."""

from collections.abc import Sequence
from dataclasses import dataclass

from grants.models import Application, Round, User
from grants.queries import envelopes, rulings
from grants.values.money import ZERO, Money


@dataclass(frozen=True)
class Turn:
    """The first of the list, what was given back and by whom, what is left on the envelopes that may pay for it."""

    file: Application
    freed: Sequence[tuple[Application, Money]]
    left: Money


def turn_in(user: User, round: Round, freed: Sequence[tuple[Application, Money]] | None = None) -> Turn | None:
    """None when nobody gave up, nobody waits, nothing is left, or the first is a file that this person does not see.

    Only proposed: one person promotes it, by an act of theirs.
    """
    freed = rulings.given_back(user, round) if freed is None else freed
    listed = rulings.reserve_list(round) if freed else []
    if not listed or not rulings.seen(user, round, listed[:1]):
        return None
    first = listed[0].application
    left = Money.total(each.left for each in envelopes.serving(first))
    return Turn(first, freed, left) if left > ZERO else None
