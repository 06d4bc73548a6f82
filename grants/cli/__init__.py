"""The commands of `guichet`, a file a noun; `grants.app` makes the entry point of them."""

import click

from grants.cli.bilan import bilan
from grants.cli.calls import call
from grants.cli.clock import clock
from grants.cli.db import db
from grants.cli.demo import demo
from grants.cli.export import export
from grants.cli.journal import journal
from grants.cli.programme import programme
from grants.cli.rehearse import rehearse
from grants.cli.serve import serve
from grants.cli.settings import settings
from grants.cli.users import user
from grants.cli.worker import worker
from grants.cli.workflows import workflow

COMMANDS: list[click.Command] = [
    demo, serve, worker, clock, db, call, workflow, user, settings, journal, export, bilan, programme, rehearse,
]  # fmt: skip
