"""Acts on a round (vague)."""

from grants.models import Round
from grants.services.command import Act, command


@command
def open(act: Act, round_id: int, *, version: int) -> None:
    """Open the deposit, once its date is reached."""
    act.move(act.lock(Round, round_id, version=version), "round.open")


@command
def close(act: Act, round_id: int, *, version: int) -> None:
    """Close the deposit, once its date is passed."""
    act.move(act.lock(Round, round_id, version=version), "round.close")
