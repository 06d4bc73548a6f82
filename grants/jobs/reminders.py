"""Reminders of deadlines."""

from grants.services import reminders


def remind() -> int:
    """Ask for each reminder that is due, once; how many were new."""
    return reminders.ask_all()
