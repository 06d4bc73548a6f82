"""A real worker that empties the queues and ends."""

from flask import Flask

from grants.cli.worker import make_worker
from grants.jobs import outbox_items, queues


def empty_queues(app: Flask, *, letters: int) -> None:
    """Send every notice that waits, then render so many letters."""
    queues.enqueue("relay", outbox_items.sweep)
    make_worker(app, ("relay", "clock")).work(burst=True, logging_level="WARNING")
    make_worker(app, ("documents",)).work(burst=True, max_jobs=letters, logging_level="WARNING")
