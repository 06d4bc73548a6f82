"""Processes that are killed and come back, as a service manager brings them back."""

import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import psutil

from grants.cli.serve import SIZE
from grants.tether import tethered
from tests.support.processes import wait_until


class Kept:
    """A command that is started again whenever it ends, until `stop`."""

    def __init__(self, name: str, command: list[str], environ: dict[str, str]) -> None:
        self.name, self.command, self.environ = name, tethered(*command), environ
        self.stopped, self.held, self.starts = Event(), Event(), 0
        self.process = self.start()
        self.keeper = Thread(target=self.keep, daemon=True)
        self.keeper.start()

    def start(self) -> subprocess.Popen:
        self.starts += 1
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return subprocess.Popen(self.command, env=self.environ, **quiet)

    def keep(self) -> None:
        while not self.stopped.wait(0.2):
            if self.process.poll() is not None and not self.held.is_set():
                self.process = self.start()

    def kill(self, dice: random.Random) -> None:
        """SIGKILL one of its processes, whichever: the parent, or a child in the middle of its work."""
        family = self.family()
        if family:
            shoot(dice.choice(family))

    def family(self) -> list[psutil.Process]:
        try:
            parent = psutil.Process(self.process.pid)
            return [parent, *parent.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []

    def hold(self) -> None:
        """Kill it whole, and leave it so until `release`."""
        self.held.set()
        for each in self.family():
            shoot(each)

    def release(self) -> None:
        self.held.clear()

    def stop(self) -> None:
        self.stopped.set()
        self.keeper.join()
        for each in self.family():
            shoot(each)
        self.process.wait(timeout=60)


def shoot(process: psutil.Process) -> None:
    try:
        os.kill(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def web(port: int) -> list[str]:
    return [sys.executable, "-m", "gunicorn", *SIZE, "--no-control-socket", "--bind", f"127.0.0.1:{port}", "wsgi:app"]


def guichet(name: str) -> list[str]:
    return [str(Path(sys.executable).parent / "guichet"), name]


def until(is_so: Callable[[], bool], seconds: float, what: str) -> None:
    wait_until(is_so, seconds=seconds, what=what)
