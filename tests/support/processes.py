"""Start a server for the length of a test session; it dies with the tests, even killed."""

import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from grants.tether import tethered


@contextmanager
def running(command: list[str], is_ready: Callable[[], bool], **options) -> Iterator[subprocess.Popen]:
    """The process, once `is_ready()`; stopped by SIGINT, which PostgreSQL takes as a fast stop."""
    process = subprocess.Popen(tethered(*command), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
    try:
        wait_until(lambda: process.poll() is not None or is_ready(), what=command[0])
        assert process.poll() is None, f"{command[0]} ended with {process.returncode}"
        yield process
    finally:
        process.send_signal(2)
        process.wait(timeout=60)


def wait_until(is_so: Callable[[], bool], *, seconds: float = 60, what: str = "it", every: float = 0.01) -> None:
    """Return as soon as `is_so()`, looked at `every` so many seconds; `TimeoutError` after `seconds`."""
    deadline = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what} did not happen within {seconds} seconds")
        time.sleep(every)


def free_port() -> int:
    """A TCP port that nobody listens to."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
