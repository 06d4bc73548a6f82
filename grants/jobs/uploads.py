"""What people send: contents that wait for the antivirus, uploads that nobody finished."""

from grants.services import scans, uploads


def scan_waiting() -> int:
    """Have the antivirus read what it could not read before; how many are settled."""
    return scans.settle_waiting()


def purge() -> int:
    """Forget the uploads that nobody finished for a day; how many there were."""
    return uploads.purge()
