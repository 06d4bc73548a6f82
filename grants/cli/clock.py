"""`guichet clock`: puts the jobs of the schedule in the queue at their hours."""

import time
from typing import Any

import click
from flask.cli import ScriptInfo, pass_script_info
from redis import Redis
from rq.cron import CronJob, CronScheduler
from rq.job import Job

from grants import embedded
from grants.jobs import queues
from grants.jobs.schedule import register


class JsonCronJob(CronJob):
    """A job of the schedule that travels as JSON: rq's own would be pickled, whatever the worker reads."""

    def enqueue(self, connection: Redis) -> Job:
        queue = queues.queue(self.queue_name, connection)
        return queue.enqueue(self.func_name, args=self.args, kwargs=self.kwargs, **self.job_options)


class JsonCronScheduler(CronScheduler):
    """rq's scheduler, with jobs that travel as JSON."""

    def register(self, func: Any, queue_name: str, *arguments: Any, **options: Any) -> CronJob:
        job = JsonCronJob(queue_name, func, None, *arguments, **options)
        self.get_jobs().append(job)
        return job


@click.command()
@pass_script_info
def clock(info: ScriptInfo) -> None:
    """Lance les tâches du calendrier à leurs heures (Ctrl-C l’arrête)."""
    app = info.load_app()
    time.tzset()  # `create_app` has set TZ: the schedule's hours are local
    with embedded.at_hand(app.config["REDIS_URL"]):
        cron = JsonCronScheduler(connection=Redis.from_url(app.config["REDIS_URL"]))
        register(cron)
        cron.start()  # type: ignore[no-untyped-call]  # rq leaves it without types
