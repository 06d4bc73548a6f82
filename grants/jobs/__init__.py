"""What happens apart from pages: each job takes ids, runs one command, and may be killed at any line."""

from flask import Flask

from grants.jobs import kick

QUEUES = ("relay", "clock", "calculations", "documents")  # in the order in which a worker looks at them


def init_app(app: Flask) -> None:
    """Call the relay after each transaction that asked for notices."""
    kick.init_app(app)
