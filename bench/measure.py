"""Times of requests over one connection kept open, as a browser keeps it."""

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlencode

FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Times:
    """Milliseconds."""

    median: float
    p95: float

    @classmethod
    def of(cls, seconds: list[float]) -> "Times":
        ordered = sorted(seconds)
        return cls(statistics.median(ordered) * 1000, ordered[max(0, round(len(ordered) * 0.95) - 1)] * 1000)


class Client:
    """One person's connection to one server."""

    def __init__(self, port: int, cookie: str = "") -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self.headers = {"Cookie": cookie, "Accept": "text/html"}
        self.location = ""

    def get(self, path: str, expect: int = 200) -> str:
        return self.send("GET", path, None, expect)

    def post(self, path: str, data: Mapping[str, str], expect: int = 303) -> str:
        return self.send("POST", path, urlencode(data), expect)

    def send(self, method: str, path: str, body: str | bytes | None, expect: int, kind: str = FORM) -> str:
        self.connection.request(method, path, body, self.headers | ({"Content-Type": kind} if body is not None else {}))
        answer = self.connection.getresponse()
        self.location = answer.getheader("Location", "")
        text = answer.read().decode("utf-8", "replace")
        if cookie := answer.getheader("Set-Cookie"):
            self.headers["Cookie"] = cookie.partition(";")[0]  # the session now holds the form's token
        if answer.status != expect:
            raise RuntimeError(f"{method} {path} answered {answer.status}, {expect} was expected: {text[:300]}")
        return text


def timed(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def in_turn(acts: Mapping[str, Callable[[], object]], runs: int, *, warm: int = 5) -> dict[str, Times]:
    """Each act once, then each once again, … so that a noisy minute falls on all alike."""
    taken: dict[str, list[float]] = {name: [] for name in acts}
    for run in range(warm + runs):
        for name, act in acts.items():
            seconds = timed(act)
            if run >= warm:
                taken[name].append(seconds)
    return {name: Times.of(seconds) for name, seconds in taken.items()}
