"""The clock says each minute that the service runs."""

from grants.services import heartbeats
from grants.values import clock


def beat() -> int:
    """Say it; for how many rounds an extension was proposed, after a silence."""
    return len(heartbeats.beat(clock.now()))
