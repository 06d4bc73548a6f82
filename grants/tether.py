"""Run a command that ends when the one who started it ends, however that came: `python -m grants.tether COMMAND…`.

A supervisor killed by SIGKILL can't stop its children: on Linux the kernel does it. Elsewhere the command just runs.
"""

import ctypes
import os
import signal
import sys

SET_PARENT_DEATH_SIGNAL = 1  # prctl(2)


def tether() -> None:
    """Ask the kernel for SIGTERM when the parent process dies; it survives an exec."""
    parent = os.getppid()
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGTERM)
    if os.getppid() != parent:  # it died in between: no signal will come
        sys.exit(1)


def tethered(*command: str) -> list[str]:
    """The command line that runs `command` tethered to who starts it."""
    return [sys.executable, "-m", "grants.tether", *command]


if __name__ == "__main__":
    tether()
    os.execvp(sys.argv[1], sys.argv[1:])
