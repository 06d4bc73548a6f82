"""What accounts need of the clock."""

from grants.services.accounts import tries


def forget_tries() -> None:
    """Wrong passwords of the day before count no more."""
    tries.forget_old()
