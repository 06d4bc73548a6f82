"""A person's own account: opening it, proving who one is, changing it, closing it."""

from grants.services.accounts.proving import prove

__all__ = ["prove"]
