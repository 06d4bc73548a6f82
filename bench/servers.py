"""Two servers with the same settings: gunicorn, two processes of four threads."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from grants import embedded
from grants.config import ROOT
from tests.support.processes import wait_until

SIZE = [
    "--worker-class",
    "gthread",
    "--workers",
    "2",
    "--threads",
    "4",
    "--log-level",
    "warning",
    "--keep-alive",
    "600",
]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(target: str, **environment: str) -> Iterator[int]:
    """The port where a WSGI application answers."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", *SIZE, "--bind", f"127.0.0.1:{port}", "--no-control-socket", target]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | environment)
    try:
        wait_until(lambda: answers(port), seconds=120)
        yield port
    finally:
        process.terminate()
        process.wait(20)


@contextmanager
def queue_and_worker(folder: Path, database_url: str) -> Iterator[dict[str, str]]:
    """The settings that make a server use a queue, while a worker empties it; mails are kept in the folder."""
    socket_path = folder / "valkey.sock"
    settings = {"REDIS_URL": f"unix://{socket_path}", "GUICHET_VAR": str(folder)}
    environment = (
        os.environ | settings | {"DATABASE_URL": database_url, "GUICHET_ENV": "test", "SECRET_KEY": "test" * 8}
    )
    queue = subprocess.Popen(embedded.server_command(folder, socket_path), stdout=subprocess.DEVNULL)
    wait_until(lambda: embedded.answers(settings["REDIS_URL"]))
    command = [str(Path(sys.executable).parent / "guichet"), "worker"]
    worker = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield settings
    finally:
        for process in (worker, queue):
            process.terminate()
            process.wait(30)


def answers(port: int) -> bool:
    try:
        connection = HTTPConnection("127.0.0.1", port, timeout=2)
        connection.request("GET", "/connexion")
        return connection.getresponse().status in (200, 404)
    except OSError:
        return False
