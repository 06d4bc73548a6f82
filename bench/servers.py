"""Two servers with the settings of `guichet serve`: gunicorn, two processes of four threads."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from http.client import HTTPConnection
from pathlib import Path

from redis import Redis
from rq import Worker

from grants import embedded
from grants.cli.serve import SIZE
from grants.config import ROOT
from tests.support.processes import wait_until

QUIET = ["--log-level", "warning", "--no-control-socket"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(target: str, **environment: str) -> Iterator[int]:
    """The port where a WSGI application answers."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", *SIZE, *QUIET, "--bind", f"127.0.0.1:{port}", target]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | environment)
    try:
        wait_until(lambda: answers(port), seconds=120)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def queue_and_worker(folder: Path, database_url: str) -> AbstractContextManager[dict[str, str]]:
    """The settings that make a server use a queue, while a worker empties it; mails are kept in the folder."""
    return queue_and_workers(folder, database_url, 1)


@contextmanager
def queue_and_workers(folder: Path, database_url: str, count: int, **given: str) -> Iterator[dict[str, str]]:
    """The same with as many workers, once they are all there."""
    socket_path = folder / "valkey.sock"
    settings = {"REDIS_URL": f"unix://{socket_path}", "GUICHET_VAR": str(folder)}
    environment = (
        os.environ | settings | given
        | {"DATABASE_URL": database_url, "GUICHET_ENV": "test", "SECRET_KEY": "test" * 8}
    )  # fmt: skip
    queue = subprocess.Popen(embedded.server_command(folder, socket_path), stdout=subprocess.DEVNULL)
    wait_until(lambda: embedded.answers(settings["REDIS_URL"]))
    command = [str(Path(sys.executable).parent / "guichet"), "worker"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    workers = [subprocess.Popen(command, cwd=ROOT, env=environment, **quiet) for _ in range(count)]
    try:
        with Redis.from_url(settings["REDIS_URL"]) as server:
            wait_until(lambda: Worker.count(connection=server) >= count, seconds=120, what="the workers")
        yield settings
    finally:
        for process in (*workers, queue):
            process.terminate()
            process.wait(30)


def answers(port: int) -> bool:
    try:
        connection = HTTPConnection("127.0.0.1", port, timeout=2)
        connection.request("GET", "/connexion")
        return connection.getresponse().status in (200, 404)
    except OSError:
        return False
