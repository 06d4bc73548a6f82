"""A stage with its cast, and a browser to walk through it."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy import update

from grants.database import db
from grants.models import User
from grants.queries.users import clock_user
from grants.rehearsal import stage
from grants.rehearsal.director import Director
from grants.rehearsal.draw import Draw
from grants.services import calls
from grants.values import clock
from tests.journeys.walk import Walk
from tests.world import HASH, call_file

CALL = "credits_commissaire_2020"


@pytest.fixture(params=["sqlite"])
def database_url(request: pytest.FixtureRequest) -> str:
    """On one database: what differs between the two is tried elsewhere."""
    url: str = request.getfixturevalue(f"new_{request.param}")()
    return url


@pytest.fixture
def app(make_app: Callable[..., Flask], database_url: str, request: pytest.FixtureRequest) -> Flask:
    """The application, in the theme that the test asks for."""
    return make_app(DATABASE_URL=database_url, THEME=getattr(request, "param", "neutral"))


@pytest.fixture
def play(app: Flask, request: pytest.FixtureRequest) -> Director:
    """The calls of the story (`@pytest.mark.calls(…)`), announced; people of every role, eight organisations."""
    wanted = request.node.get_closest_marker("calls")
    files = [call_file(key) for key in (wanted.args if wanted else [CALL])]
    with app.app_context():
        begins = min(datetime.fromisoformat(str(each.rounds[0].opens_at)) for each in files)
        with clock.stopped_at(begins):
            for each in files:
                calls.import_file(clock_user().id, each)
        draw = Draw("journeys")
        troupe = stage.engaged(draw, 8)
        db.session.execute(update(User).values(password_hash=HASH))  # signing asks for it
        db.session.commit()
        return Director(troupe, draw, begins)


@pytest.fixture
def walk(
    app: Flask, play: Director, page: Page, live_url: str,
    enter: Callable[[BrowserContext, int], None], axe: Callable[[Page], list[str]],
) -> Walk:  # fmt: skip
    return Walk(app, page, live_url, enter, axe, play)


@pytest.fixture
def plain(
    app: Flask, play: Director, browser: Browser, browser_context_args: dict[str, Any], live_url: str,
    enter: Callable[[BrowserContext, int], None],
) -> Iterator[Walk]:  # fmt: skip
    """The same in a browser that runs no script; what checks pages is one, so it can't run there."""
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    yield Walk(app, context.new_page(), live_url, enter, lambda page: [], play, has_scripts=False)
    context.close()
