"""The application answering on a real port, and people signed in to it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import BrowserContext
from werkzeug.serving import make_server

from grants.statics import serve_static_files


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The address where the application answers, a thread a request."""
    server = make_server("127.0.0.1", 0, serve_static_files(app), threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture
def live_url(app: Flask) -> Iterator[str]:
    """The address of the test's `app` on a real port."""
    with served(app) as url:
        yield url


def sign_in(app: Flask, user_id: int) -> FlaskClient:
    """A client in which this person is signed in."""
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = str(user_id), True
    return client


@pytest.fixture
def enter(app: Flask, live_url: str) -> Callable[[BrowserContext, int], None]:
    """Signs a person in a browser: `enter(page.context, user_id)`, then go to the pages of `live_url`."""

    def enter(context: BrowserContext, user_id: int) -> None:
        name = app.config["SESSION_COOKIE_NAME"]
        cookie = sign_in(app, user_id).get_cookie(name)
        assert cookie is not None
        context.clear_cookies()
        context.add_cookies([{"name": name, "value": cookie.value, "url": live_url}])

    return enter
