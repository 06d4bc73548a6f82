"""A call of several funders, at the board: each part typed to the cent, every envelope in sight, in each theme."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect

from grants.database import db
from grants.models import Application, Place, Scenario, ScenarioLine
from grants.services import rulings, scenarios
from grants.services.scenarios import Move
from tests.journeys.test_selection_board import NAMES, row_of, shot
from tests.support.money import EUROS, seen
from tests.views.test_boards_joint import add_joint
from tests.world import add_organisation, add_world

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("app", ["neutral", "dsfr"], indirect=True)]
Enter = Callable[[BrowserContext, int], None]
WIDTHS = (1280, 360)


@pytest.fixture
def made(app: Flask) -> SimpleNamespace:
    """Four files, of which one is awarded by the State already; two scenarios of the commissioner."""
    with app.app_context():
        world = add_world("appel_conjoint_2020", is_open=False)
        files = add_joint(world, range(1, 5))
        for rank, file_id in enumerate(files):
            file = db.session.get_one(Application, file_id)
            file.organisation_id = add_organisation(NAMES[rank], world["applicant"], world["representative"])
        db.session.commit()
        given = {"amount": EUROS(12_000), "reason": "Notre part.", **seen(Application, files[3])}
        rulings.award(world["authority"], files[3], **given)
        first = scenarios.begin(world["authority"], 1, version=1, name="Avis du comité")
        second = scenarios.copy(world["authority"], first, version=1, name="Sans le dernier")
        number = db.session.get_one(Scenario, second).version
        scenarios.edit(world["authority"], second, version=number, moves={files[2]: Move(Place.RESERVE)})
        return SimpleNamespace(world=world, files=files)


def test_each_part_is_typed_and_every_envelope_says_what_is_left(
    app: Flask, made: SimpleNamespace, page: Page, live_url: str, enter: Enter, axe: Callable[[Page], list[str]]
) -> None:
    enter(page.context, made.world["authority"])
    theme = app.config["THEME"]
    page.goto(f"{live_url}/scenarios/1")
    page.get_by_label(f"Part de Cofinanceur A (fictif) pour {NAMES[0]}").fill("9 876,54")
    page.keyboard.press("Tab")
    expect(page.locator("[data-said]")).to_contain_text(f"{NAMES[0]}, Retenir")
    expect(row_of(page, NAMES[0]).locator("[data-total]")).to_contain_text("25\u202f876,54")
    expect(page.locator("#enveloppes")).to_contain_text("reste 6\u202f123,46")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for address in ("/selection/1", "/scenarios/1", "/selection/1/comparer"):
            page.goto(live_url + address)
            assert axe(page) == [], (width, address)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (width, address)
            shot(page, f"{theme}-{width}{address.replace('/', '-')}")
    with app.app_context():
        (line,) = db.session.query(ScenarioLine).filter_by(scenario_id=1, application_id=made.files[0])
        assert sorted(line.parts.values()) == [400000, 987654, 1200000]
