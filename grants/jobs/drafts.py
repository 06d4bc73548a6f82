"""Drafts that were given up."""

from grants.services import applications, stored_files


def erase() -> int:
    """Empty those whose two weeks are over, then remove the contents that nothing names any more; how many drafts."""
    erased = applications.erase_due()
    stored_files.forget_unused()
    return erased
