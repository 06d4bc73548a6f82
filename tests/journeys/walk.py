"""Walking through the pages as the people of the cast do: each link, each button, at the dates of the story."""

import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from re import Pattern
from typing import Any

from flask import Flask
from playwright.sync_api import BrowserContext, Locator, Page, expect

from grants.rehearsal.director import BETWEEN, Director
from grants.values import clock
from workflows.words import WORDS
from workflows.words.amounts import WITH_AMOUNT

PICTURES = os.environ.get("GUICHET_PICTURES")  # a folder that keeps a picture of each page walked


def called(act: str) -> str | Pattern[str]:
    """The words of an act; whatever the amount, where they carry one."""
    words = WITH_AMOUNT.get(act)
    return re.compile(f"^({words.replace('%(amount)s', '.+')}|{WORDS[act]})$") if words else WORDS[act]


@dataclass
class Walk:
    """One browser in which the people of `play` take turns; `check` is what every page is held to."""

    app: Flask
    page: Page
    url: str
    enter: Callable[[BrowserContext, int], None]
    check: Callable[[Page], list[str]]
    play: Director
    seen: list[str] = field(default_factory=list)
    has_scripts: bool = True

    def __post_init__(self) -> None:
        """Every request is answered at the play's instant."""
        answer = self.app.wsgi_app

        def at_the_plays_instant(environ: Any, start_response: Any) -> Iterable[bytes]:
            with clock.stopped_at(self.play.at):
                return answer(environ, start_response)

        self.app.wsgi_app = at_the_plays_instant  # type: ignore[method-assign]

    def be(self, who: str) -> None:
        self.enter(self.page.context, self.play.troupe[who])

    def go(self, address: str) -> None:
        self.page.goto(self.url + address)
        self.look()

    def address(self) -> str:
        """Of the page where the walk is."""
        return self.page.url.removeprefix(self.url)

    def look(self) -> None:
        """No page with a fault, a sideways scroll or a refusal goes by."""
        address = self.address()
        self.seen.append(address)
        if PICTURES:
            name = f"{len(self.seen):03}{address.replace('/', '_')}.png"
            self.page.screenshot(path=str(Path(PICTURES) / name), full_page=True)
        assert self.check(self.page) == [], address

    def follow(self, name: str | Pattern[str]) -> None:
        self.leave_by(self.page.get_by_role("link", name=name, exact=True).first)

    def press(self, name: str | Pattern[str]) -> None:
        self.leave_by(self.page.get_by_role("button", name=name, exact=True))

    def leave_by(self, way: Locator) -> None:
        """A click alone does not wait: the next page must be there before it is looked at."""
        with self.page.expect_navigation():
            way.click()
        self.look()

    def act(self, who: str, name: str, at: str, **typed: Any) -> None:
        """From the page `at`, follow the act's own link, answer (by the fields' names), press its button."""
        self.be(who)
        self.go(at)
        self.follow(called(name))
        self.answer(typed)
        self.press(called(name))
        self.done(name)

    def answer(self, typed: dict[str, Any]) -> None:
        for key, value in typed.items():
            self.fill(key, value)

    def fill(self, key: str, value: Any) -> None:
        """One field, whatever its sort."""
        control = self.page.locator(f"[name='{key}']")
        kind = control.first.evaluate("each => each.type")
        if kind in ("radio", "checkbox"):
            for each in value if isinstance(value, list) else [value]:
                self.tick(control if value is True else self.page.locator(f"[name='{key}'][value='{each}']"))
        elif kind.startswith("select"):
            control.select_option(value)
        elif kind == "file":
            control.set_input_files(value)
        else:
            control.fill(str(value))

    def tick(self, box: Locator) -> None:
        """By its words: that is what a person sees and presses."""
        if not box.is_checked():
            self.page.locator(f"label[for='{box.get_attribute('id')}']").click(position={"x": 4, "y": 8})
        assert box.is_checked(), box

    def done(self, name: str) -> None:
        """The page says that it is done, and nothing that went wrong."""
        alerts = self.page.locator("[role=alert]").all_inner_texts()
        assert alerts == [], f"{name}: {alerts}"
        expect(self.page.locator("[role=status]").first, f"{name}: {self.page.url}").to_be_visible()
        self.play.at += BETWEEN
