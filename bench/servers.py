"""Two servers with the same settings: gunicorn, two processes of four threads."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection

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


def answers(port: int) -> bool:
    try:
        connection = HTTPConnection("127.0.0.1", port, timeout=2)
        connection.request("GET", "/connexion")
        return connection.getresponse().status in (200, 404)
    except OSError:
        return False
