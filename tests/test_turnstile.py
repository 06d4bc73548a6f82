"""One page at a time: nobody overtakes a page at work, and nobody waits for one that waits."""

import io
from collections.abc import Callable, Iterator
from functools import partial
from threading import Event, Thread
from typing import Any

import pytest
from flask import Flask, request

from grants.turnstile import Turnstile
from tests.support.processes import wait_until

LONG = 20  # seconds: nothing here waits for so long unless it is broken
until = partial(wait_until, seconds=LONG)


class Slow(io.BytesIO):
    """A body whose bytes arrive when they are let."""

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        self.asked, self.arrives = Event(), Event()

    def read(self, size: int | None = -1) -> bytes:
        self.asked.set()
        assert self.arrives.wait(LONG)
        return super().read(size)


class Site:
    """Pages that tell when they are being made, and end when they are let."""

    def __init__(self, patience: float) -> None:
        self.app = Flask(__name__)
        self.made: list[str] = []
        self.inside, self.most = 0, 0
        self.begun: dict[str, Event] = {}
        self.ends: dict[str, Event] = {}
        self.app.add_url_rule("/<name>", "page", self.page, methods=["GET", "POST"])
        self.app.wsgi_app = self.turnstile = Turnstile(self.app.wsgi_app, patience)  # type: ignore[method-assign]

    def page(self, name: str) -> str:
        typed = request.form.get("typed", "")
        self.inside += 1
        self.most = max(self.most, self.inside)
        self.begun.setdefault(name, Event()).set()
        assert self.ends.setdefault(name, Event()).wait(LONG)
        self.inside -= 1
        self.made.append(name)
        if name == "broken":
            raise RuntimeError
        return typed

    def ask(self, name: str, **more: Any) -> Thread:
        """From now on, somebody waits for this page."""
        for known in (self.begun, self.ends):
            known.setdefault(name, Event())
        thread = Thread(target=lambda: self.app.test_client().open(f"/{name}", **more), daemon=True)
        thread.start()
        return thread


@pytest.fixture
def site() -> Iterator[Callable[[float], Site]]:
    made: list[Site] = []
    yield lambda patience: made.append(Site(patience)) or made[-1]  # type: ignore[func-returns-value]
    for each in (end for one in made for end in one.ends.values()):
        each.set()


def test_the_second_page_begins_when_the_first_is_made(site) -> None:
    here = site(LONG)
    first = here.ask("first")
    assert here.begun["first"].wait(LONG)
    second = here.ask("second")
    assert not here.begun["second"].wait(0.2)
    here.ends["second"].set()
    here.ends["first"].set()
    first.join(LONG), second.join(LONG)
    assert (here.made, here.most) == (["first", "second"], 1)


def test_what_is_sent_goes_before_what_waits_to_be_read(site) -> None:
    here = site(LONG)
    here.ask("first")
    assert here.begun["first"].wait(LONG)
    read, sent = here.ask("read"), here.ask("sent", method="POST")
    until(lambda: here.turnstile.turn.sent == 1)
    for name in ("read", "sent", "first"):
        here.ends[name].set()
    read.join(LONG), sent.join(LONG)
    assert here.made == ["first", "sent", "read"]


def test_a_page_that_waits_is_passed_by_and_only_once(site) -> None:
    here = site(0.1)
    stuck = here.ask("stuck")
    assert here.begun["stuck"].wait(LONG)
    passing = here.ask("passing")
    assert here.begun["passing"].wait(LONG)
    assert here.turnstile.turn.is_held  # those who come now wait for the one that passed, not for the stuck one
    here.ends["passing"].set()
    passing.join(LONG)
    assert not here.turnstile.turn.is_held
    here.ends["stuck"].set()
    stuck.join(LONG)
    assert here.made == ["passing", "stuck"]


def test_others_pass_while_a_body_arrives(site) -> None:
    here, body = site(LONG), Slow(b"typed=abc")
    slow = here.ask("slow", method="POST", input_stream=body, content_length=9,
                    content_type="application/x-www-form-urlencoded")  # fmt: skip
    assert body.asked.wait(LONG)
    here.ends.setdefault("quick", Event()).set()
    here.ask("quick").join(LONG)
    assert here.made == ["quick"]
    body.arrives.set()
    assert here.begun["slow"].wait(LONG)
    assert here.turnstile.turn.is_held  # once it is here, its page takes its turn again
    here.ends["slow"].set()
    slow.join(LONG)
    assert here.made == ["quick", "slow"]


def test_a_page_that_breaks_gives_its_turn_back(site) -> None:
    here = site(LONG)
    here.ends["broken"] = Event()
    here.ends["broken"].set()
    here.ask("broken").join(LONG)
    assert not here.turnstile.turn.is_held


def test_what_is_typed_arrives_whole(site) -> None:
    here = site(LONG)
    here.ends["typed"] = Event()
    here.ends["typed"].set()
    for kind in ({}, {"content_type": "multipart/form-data"}):
        answer = here.app.test_client().post("/typed", data={"typed": "é" * 100_000}, **kind)
        assert answer.text == "é" * 100_000
    assert not here.turnstile.turn.is_held


def test_a_body_that_is_not_read_to_its_end_keeps_nobody_waiting(site) -> None:
    here = site(LONG)
    here.app.config["MAX_CONTENT_LENGTH"] = 10
    here.ends["typed"] = Event()
    here.ends["typed"].set()
    assert here.app.test_client().post("/typed", data={"typed": "x" * 100}).status_code == 413
    assert not here.turnstile.turn.is_held
