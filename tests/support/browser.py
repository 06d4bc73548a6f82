"""A real browser: Debian's Chromium, driven by pytest-playwright (`page`, `context`, `browser`)."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

# Quiet: nothing of the browser itself may reach for the network.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}
PATIENCE = 20_000  # milliseconds: what is awaited comes, however busy the machine; nothing here measures speed
expect.set_options(timeout=PATIENCE)
SHORT = {"resultTypes": ["violations"], "preload": False}  # no stylesheet is asked for again: ours have no @import


def leave_by(way: Locator) -> None:
    """Press a link or a button and be on the page it leads to: a click alone waits for nothing."""
    with way.page.expect_navigation():
        way.click()


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return {"executable_path": os.environ.get("CHROMIUM") or shutil.which("chromium"), "args": FLAGS}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    """`page` is a French desktop."""
    return {"viewport": DESKTOP, "locale": "fr-FR", "timezone_id": "Europe/Paris"}


@pytest.fixture
def phone(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Page]:
    """A page 360 pixels wide."""
    context = browser.new_context(**browser_context_args | {"viewport": PHONE, "has_touch": True})
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    """`axe(page)`: what it holds against the page, one line a rule and place."""
    checker = Axe()

    def violations(page: Page) -> list[str]:
        found = checker.run(page, options=SHORT).response["violations"]
        return [f"{each['id']}: {each['help']} — {node['html']}" for each in found for node in each["nodes"]]

    return violations
