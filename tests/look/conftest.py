"""A small application that wears only the look: no database, no sign-in."""

from collections.abc import Callable, Iterator
from threading import Thread

import pytest
from flask import Flask
from flask_babel import Babel
from jinja2 import StrictUndefined
from playwright.sync_api import Browser, sync_playwright
from werkzeug.serving import make_server

from grants import filters, languages, themes
from grants.views import showcase, statements

CHROMIUM = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
CSP = "default-src 'self'; script-src 'none'; style-src 'self'; object-src 'none'; img-src 'self' data:"


def look_app(theme: str) -> Flask:
    app = Flask("look")
    app.config.update(THEME=theme, SECRET_KEY="look")  # nothing is signed in here
    app.jinja_env.undefined = StrictUndefined
    themes.init_app(app)
    languages.init_app(app, Babel())
    filters.init_app(app)
    app.register_blueprint(showcase.bp)
    app.register_blueprint(statements.bp)
    app.after_request(lambda response: response.headers.setdefault("Content-Security-Policy", CSP) and response)
    return app


@pytest.fixture(scope="session", params=["neutral", "dsfr"])
def theme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def app(theme: str) -> Flask:
    return look_app(theme)


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[str], str]]:
    """Serve a theme on a port of its own and give the address."""
    servers: dict[str, object] = {}

    def address(theme: str) -> str:
        if theme not in servers:
            server = make_server("127.0.0.1", 0, look_app(theme), threaded=True)
            Thread(target=server.serve_forever, daemon=True).start()
            servers[theme] = server
        return f"http://127.0.0.1:{servers[theme].port}"

    yield address
    for server in servers.values():
        server.shutdown()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        yield browser
        browser.close()
