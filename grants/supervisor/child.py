"""One command that is kept alive, and what it says."""

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import IO

from grants.tether import tethered

FIRST_PAUSE = 0.5  # seconds before a dead child is started again; doubles each time
LONGEST_PAUSE = 30.0
STEADY = 60.0  # seconds alive after which a death counts as the first one


@dataclass
class Child:
    """A command; `environment` is whole, none means ours."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] | None = None
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    start_again_at: float = 0.0
    pause: float = FIRST_PAUSE
    unfinished_line: bytes = b""

    def start(self) -> None:
        # A session of its own: Ctrl-C in the terminal reaches the supervisor alone, which stops them in order.
        self.process = subprocess.Popen(
            tethered(*self.command),
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        os.set_blocking(self.output.fileno(), False)
        self.started_at = time.monotonic()

    @property
    def output(self) -> IO[bytes]:
        assert self.process is not None
        assert self.process.stdout is not None
        return self.process.stdout

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def is_dead(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def is_due(self) -> bool:
        """Whether it should be started now."""
        return self.process is None and time.monotonic() >= self.start_again_at

    def bury(self) -> int:
        """Let go of a dead process and settle when to start again; its exit code."""
        assert self.process is not None
        code = self.process.wait()
        self.output.close()
        self.process = None
        is_steady = time.monotonic() - self.started_at > STEADY
        self.start_again_at = time.monotonic() + (pause := FIRST_PAUSE if is_steady else self.pause)
        self.pause = min(pause * 2, LONGEST_PAUSE)
        return code

    def lines(self) -> list[str] | None:
        """What it has said since last time, in whole lines; None when it will say no more."""
        if (chunk := self.output.read(65536)) == b"":
            last, self.unfinished_line = self.unfinished_line, b""
            return [last.decode(errors="replace")] if last else None
        *lines, self.unfinished_line = (self.unfinished_line + (chunk or b"")).split(b"\n")
        return [line.decode(errors="replace").rstrip() for line in lines]
