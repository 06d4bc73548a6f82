"""`guichet worker`: does the jobs of the queue, each inside the application."""

import os
from collections.abc import Sequence

import click
from flask import Flask
from flask.cli import ScriptInfo, pass_script_info
from redis import Redis
from rq import Queue, Worker
from rq.job import Job
from rq.serializers import JSONSerializer

from grants import embedded
from grants.database import db
from grants.documents.pdf import warm
from grants.jobs import QUEUES
from grants.jobs.limits import Alarm
from grants.memory import set_apart

COURTESY = 10  # of 19: a tenth of a page's share when both want the processor, all of it otherwise


class ApplicationWorker(Worker):
    """Forks for each job, and runs it with an application context and connections of its own.

    On a machine that does both, people's pages go first: a letter or a mail may come a few seconds later.
    """

    app: Flask
    courtesy = COURTESY
    death_penalty_class = Alarm

    def main_work_horse(self, job: Job, queue: Queue) -> None:
        os.nice(self.courtesy)
        with self.app.app_context():
            for engine in db.engines.values():
                engine.dispose(close=False)  # a connection opened before the fork belongs to the parent
            super().main_work_horse(job, queue)


@click.command()
@click.option("--burst", is_flag=True, help="S’arrête quand la file est vide.")
@pass_script_info
def worker(info: ScriptInfo, burst: bool) -> None:
    """Exécute les tâches de la file (Ctrl-C l’arrête)."""
    app = info.load_app()
    with embedded.at_hand(app.config["REDIS_URL"]):
        make_worker(app).work(burst=burst, with_scheduler=True, logging_level="INFO")


def make_worker(app: Flask, queues: Sequence[str] = QUEUES) -> ApplicationWorker:
    """A worker of these queues; jobs travel as JSON, never as pickles."""
    warm()
    set_apart()
    connection = Redis.from_url(app.config["REDIS_URL"])
    made = ApplicationWorker(list(queues), connection=connection, serializer=JSONSerializer)
    made.app = app
    return made
