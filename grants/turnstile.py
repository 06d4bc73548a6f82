"""One page at a time in each process: made side by side by threads of one Python, each of them takes longer."""

from collections.abc import Callable, Iterable, Iterator
from threading import Condition
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

PATIENCE = 0.25  # seconds: a page that keeps its turn for longer waits for something, and the others pass it
READING = ("GET", "HEAD", "OPTIONS")


class Turnstile:
    """Wraps a WSGI application: pages take turns, while bodies arrive and answers leave side by side.

    What somebody sends goes before what somebody waits to read: words typed are kept first.
    """

    def __init__(self, application: WSGIApplication, patience: float = PATIENCE) -> None:
        self.application, self.patience = application, patience
        self.turn = Turn()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        visit = Visit(self, is_sent=environ["REQUEST_METHOD"] not in READING)
        environ["wsgi.input"] = Arriving(environ, visit)
        visit.enter()
        try:
            return self.application(environ, start_response)
        finally:
            visit.leave()


class Turn:
    """Held by one page at a time; of those who wait, it goes first to who has sent something."""

    def __init__(self, *, is_held: bool = False) -> None:
        self.changed, self.is_held, self.sent = Condition(), is_held, 0

    def take(self, *, is_sent: bool, patience: float) -> bool:
        """Whether it was had within this many seconds."""
        with self.changed:
            self.sent += is_sent
            try:
                is_had = self.changed.wait_for(lambda: not self.is_held and (is_sent or not self.sent), patience)
            finally:
                self.sent -= is_sent
            self.is_held = self.is_held or is_had
            return is_had

    def give_back(self) -> None:
        with self.changed:
            self.is_held = False
            self.changed.notify_all()


class Visit:
    """One page's passage."""

    def __init__(self, turnstile: Turnstile, *, is_sent: bool) -> None:
        self.turnstile, self.is_sent = turnstile, is_sent
        self.held: Turn | None = None

    def enter(self) -> None:
        """Wait for one's turn; whoever kept it too long is left to itself, and those who follow wait for us."""
        turn = self.turnstile.turn
        if not turn.take(is_sent=self.is_sent, patience=self.turnstile.patience):
            turn = self.turnstile.turn = Turn(is_held=True)
        self.held = turn

    def leave(self) -> None:
        if self.held:
            self.held.give_back()
            self.held = None


class Arriving:
    """A request's body, that may take minutes to arrive: the turn is given back until the whole of it is here."""

    def __init__(self, environ: WSGIEnvironment, visit: Visit) -> None:
        self.body, self.visit = environ["wsgi.input"], visit
        self.awaited = int(environ.get("CONTENT_LENGTH") or 0)

    def read(self, size: int = -1) -> bytes:
        return self.outside(self.body.read, size)

    def readline(self, size: int = -1) -> bytes:
        return self.outside(self.body.readline, size)

    def readlines(self, hint: int = -1) -> list[bytes]:
        return list(self)

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.readline, b"")

    def outside(self, read: Callable[[int], Any], size: int) -> bytes:
        """What is not read to its end leaves its page without a turn: it only takes longer."""
        self.visit.leave()
        found: bytes = read(size)
        self.awaited -= len(found)
        if not found or self.awaited <= 0:
            self.visit.enter()
        return found
