"""Numbers that a silent directory left unchecked."""

from grants.services import organisations


def verify() -> int:
    """Ask again about those that wait; how many were answered."""
    return organisations.verify_waiting()
