"""What must be true of the data once everything is played; each check says its figure."""

from collections.abc import Callable

from grants.rehearsal.checks import envelopes, journal, ledgers, notices, owners, receipts, rulings, table
from grants.rehearsal.checks.check import Check

__all__ = ["Check", "all_checks"]

CHECKS: tuple[Callable[[], Check], ...] = (
    envelopes.never_overspent,
    rulings.one_in_force,
    owners.everybody_awaited_exists,
    receipts.one_for_each_deposit,
    ledgers.identity_holds,
    journal.nothing_rewritten,
    notices.everything_left_once,
    table.recomputed,
)


def all_checks() -> list[Check]:
    """Every check, in the order of the account."""
    return [check() for check in CHECKS]
