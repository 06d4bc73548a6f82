"""A small application that wears only the look: no database, no sign-in."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from flask import Flask
from flask_babel import Babel
from jinja2 import StrictUndefined

from grants import filters, languages, themes
from grants.views import showcase, statements
from tests.support.web import served

CSP = "default-src 'self'; script-src 'none'; style-src 'self'; object-src 'none'; img-src 'self' data:"


def look_app(theme: str) -> Flask:
    """The pages of the style guide under the strictest policy: no script at all, no inline style."""
    app = Flask("look")
    app.config.update(THEME=theme, SECRET_KEY="look", GUICHET_ENV="test")
    app.jinja_env.undefined = StrictUndefined
    themes.init_app(app)
    languages.init_app(app, Babel())
    filters.init_app(app)
    app.register_blueprint(showcase.bp)
    app.register_blueprint(statements.bp)
    app.after_request(lambda response: response.headers.setdefault("Content-Security-Policy", CSP) and response)
    return app


@pytest.fixture(params=["neutral", "dsfr"])
def theme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def app(theme: str) -> Flask:
    return look_app(theme)


@pytest.fixture(scope="session")
def address() -> Iterator[Callable[[str], str]]:
    """`address(theme)`: where the style guide answers in this theme."""
    with ExitStack() as stack:
        urls = {name: stack.enter_context(served(look_app(name))) for name in ("neutral", "dsfr")}
        yield urls.__getitem__
