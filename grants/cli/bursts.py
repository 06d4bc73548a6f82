"""A real worker that empties the queues and ends."""

from flask import Flask

from grants.cli.worker import make_worker
from grants.jobs import outbox_items, queues


def empty_queues(app: Flask, *, turns: int) -> None:
    """Send every notice that waits, then render letters for so many turns of a worker; nobody's pages are beside it."""
    queues.enqueue("relay", outbox_items.sweep)
    for names, most in ((("relay", "clock"), None), (("documents",), turns)):
        worker = make_worker(app, names)
        worker.courtesy = 0
        worker.work(burst=True, max_jobs=most, logging_level="WARNING")
