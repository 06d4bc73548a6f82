"""Keep a few processes running side by side: logs prefixed, a dead one restarted, all stopped together."""

import os
import selectors
import signal
import sys
import time
from collections.abc import Sequence

from grants.supervisor.child import Child

__all__ = ["Child", "Supervisor"]

TURN = 0.2  # seconds between two looks at who died
PATIENCE = 15.0  # seconds given to a child to stop by itself


class Supervisor:
    """Starts its children in order, and stops them in the other order at Ctrl-C or SIGTERM."""

    def __init__(self, children: Sequence[Child]) -> None:
        self.children = children
        self.is_stopping = False
        self.outputs = selectors.DefaultSelector()
        self.width = max(len(child.name) for child in children)

    def run(self) -> None:
        """Return when asked to stop and everything has stopped."""
        for signum in (signal.SIGINT, signal.SIGTERM):
            signal.signal(signum, self.ask_to_stop)
        try:
            while not self.is_stopping:
                self.start_due()
                self.relay_output(TURN)
                self.bury_dead()
        finally:
            for child in reversed(self.children):
                self.stop(child)

    def ask_to_stop(self, signum: int, frame: object) -> None:
        self.is_stopping = True

    def start_due(self) -> None:
        for child in self.children:
            if child.is_due():
                child.start()
                self.outputs.register(child.output, selectors.EVENT_READ, child)

    def relay_output(self, seconds: float) -> None:
        """Print what children say, waiting for it at most `seconds`."""
        ready = self.outputs.select(seconds)
        for key, _ in ready:
            self.relay(key.data)
        if not ready and not self.outputs.get_map():
            time.sleep(seconds)

    def relay(self, child: Child) -> None:
        if (lines := child.lines()) is None:
            self.outputs.unregister(child.output)
            return
        for line in filter(None, lines):
            self.say(child, line)

    def bury_dead(self) -> None:
        for child in self.children:
            if child.is_dead():
                code = self.bury(child)
                self.say(child, f"arrêté (code {code}), relancé bientôt")

    def bury(self, child: Child) -> int:
        """Print its last words and let go of it; its exit code."""
        if self.is_heard(child):
            self.relay(child)
        if self.is_heard(child):  # its end isn't read yet, or a grandchild holds the pipe open
            self.outputs.unregister(child.output)
        return child.bury()

    def is_heard(self, child: Child) -> bool:
        return child.output in {key.fileobj for key in self.outputs.get_map().values()}

    def stop(self, child: Child) -> None:
        """Ask it to stop, print its last words, and kill it when it won't."""
        if child.process is None:
            return
        child.process.terminate()
        deadline = time.monotonic() + PATIENCE
        while child.is_running() and time.monotonic() < deadline:
            self.relay_output(0.05)
        if child.is_running():
            os.killpg(child.process.pid, signal.SIGKILL)
        self.bury(child)

    def say(self, child: Child, line: str) -> None:
        print(f"{child.name:{self.width}} | {line}", file=sys.stderr, flush=True)
