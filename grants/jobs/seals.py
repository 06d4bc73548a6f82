"""The journal's seal."""

from grants.services import seals


def seal_journal() -> int:
    """Seal the streams that moved; how many there were."""
    return seals.seal()
