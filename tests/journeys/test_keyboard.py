"""The whole application with the keyboard alone: no mouse, from the list of the calls to the receipt."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from grants.database import db
from grants.models import Receipt
from grants.queries.completeness import sentences
from tests.journeys.keyboard import Keyboard
from tests.journeys.portal import PAPER, file_of
from tests.journeys.test_filling import nothing_waits
from tests.journeys.test_first_visit import PASSWORD, SIRET, Evening, said
from tests.world import add_world

ROW = "add_row"
SETTLED = 300  # milliseconds after a save in which the questions that it calls for have come


@pytest.fixture
def evening(app, page, live_url, enter, axe):
    with app.app_context():
        add_world()
        db.session.remove()
    return Evening(app, page, live_url, enter, axe, None)


@pytest.mark.slow
@pytest.mark.parametrize("app", ["neutral", "dsfr"], indirect=True)
def test_from_the_calls_to_the_receipt_without_a_mouse(evening):
    keys = Keyboard(evening.page)
    find_the_call(evening, keys)
    open_an_account(evening, keys)
    make_the_organisation(evening, keys)
    number = re.sub("[?#].*", "", evening.address()).rsplit("/", 1)[1]
    fill_in(evening, keys, number)
    join_all(evening, keys, number)
    sign(evening, keys, number)
    with evening.app.app_context():
        assert [each.application.number for each in db.session.query(Receipt)] == [number]


def find_the_call(evening: Evening, keys: Keyboard) -> None:
    evening.go("/appels")
    keys.skip_menu()
    keys.follow("Crédits commissaire 2020")
    keys.follow("Commencer mon dossier")


def open_an_account(evening: Evening, keys: Keyboard) -> None:
    keys.skip_menu()
    keys.follow("Créer mon compte")
    keys.skip_menu()
    keys.write("name", "Ana Roux")
    keys.write("email", "ana@exemple.fr")
    keys.write("new_password", PASSWORD)
    keys.follow("Créer mon compte")
    expect(evening.page.get_by_text("Regardez votre courrier").first).to_be_visible()
    evening.go(evening.mail())
    keys.skip_menu()
    keys.reach(lambda stop: stop["kind"] == "submit", "the button that confirms")
    keys.leave()


def make_the_organisation(evening: Evening, keys: Keyboard) -> None:
    keys.skip_menu()
    keys.write("numero", SIRET)
    keys.leave()
    keys.skip_menu()
    keys.follow("Créer la fiche")
    keys.skip_menu()
    keys.follow("Commencer un dossier")


def fill_in(evening: Evening, keys: Keyboard, number: str) -> None:
    """Each section once, from its first field to its button; the button of the last one leads to the pieces."""
    evening.go(f"/dossiers/{number}")
    keys.follow("Votre demande en bref")
    while "/formulaire/" in evening.page.url:
        here = evening.page.url
        answer(evening, keys, number)
        assert re.split("[?#]", evening.page.url)[0] != re.split("[?#]", here)[0], here


def answer(evening: Evening, keys: Keyboard, number: str) -> None:
    """Down the page, stop by stop: what has the focus is answered, rows are added, the last button pressed."""
    wanted = flat(said(evening, number))
    done: set[str] = set()
    keys.skip_menu()
    for _ in range(600):
        stop = keys.tab()
        if stop["name"] == ROW and wants_row(wanted, done, stop["value"]):
            keys.leave()
        elif stop["name"] == "then" and not left(evening, wanted, done):
            keys.leave()
            return
        elif (name := stop["name"]) in wanted and not is_put(wanted[name], stop):
            keys.say(stop, wanted[name])
        done.add(stop["name"])
    raise AssertionError(f"no end of {evening.page.url}")


def left(evening: Evening, wanted: dict[str, Any], done: set[str]) -> set[str]:
    """What the page asks and is not answered yet: an answer may have called for a question above this place."""
    nothing_waits(evening.page)
    evening.page.wait_for_timeout(SETTLED)
    names = evening.page.locator("[data-question]:not([hidden]) [name]").evaluate_all(
        "all => all.map(each => each.name)"
    )
    return {name for name in names if name in wanted and name not in done}


def flat(answers: dict[str, Any]) -> dict[str, Any]:
    """What each control is to hold, by its name; a list where several boxes are to be ticked."""
    found: dict[str, Any] = {}
    for key, value in answers.items():
        found |= spread(f"q_{key}", value)
    return {name: value for name, value in found.items() if value not in ("", None, [], False)}


def spread(name: str, value: Any) -> dict[str, Any]:
    if isinstance(value, dict):
        parts = value.items()
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        parts = enumerate(value)
    else:  # boxes to tick, or places one under the other: a field each
        under = enumerate(value) if isinstance(value, list) else []
        return {name: value} | {f"{name}-{rank}": each for rank, each in under}
    return {key: each for part, inner in parts for key, each in spread(f"{name}-{part}", inner).items()}


def wants_row(wanted: dict[str, Any], done: set[str], table: str) -> bool:
    return any(name.startswith(f"{table}-") and name not in done for name in wanted)


def is_put(value: Any, stop: dict[str, Any]) -> bool:
    """Whether this control is right as it stands."""
    if stop["kind"] == "checkbox" and isinstance(value, list):
        return (stop["value"] in value) == stop["checked"]
    if stop["kind"] == "radio":
        return stop["checked"] and stop["value"] == value
    return stop["kind"] != "checkbox" and stop["value"] == value


def join_all(evening: Evening, keys: Keyboard, number: str) -> None:
    """Each piece, by the window of the system that Enter opens."""
    page = evening.page
    expect(page.get_by_role("heading", name="Les pièces", level=1)).to_be_visible()
    for key in page.locator("section.piece").evaluate_all("all => all.map(each => each.id)"):
        keys.reach(lambda stop, key=key: stop["kind"] == "file" and stop["owner"].endswith(f"/{key}"), key)
        keys.give(PAPER)
        expect(page.locator(f"#{key}").get_by_text("Jointe", exact=True)).to_be_visible()
        expect(page.locator(f"#{key}")).to_be_focused()  # the page was read again: the next stop follows this piece


def sign(evening: Evening, keys: Keyboard, number: str) -> None:
    with evening.app.app_context():
        assert "\n".join(map(str, sentences(file_of(number)))) == ""
    keys.follow("Revenir au dossier")
    keys.follow("Relire et déposer")
    boxes = evening.page.locator("main form input[type=checkbox]").count()
    for _ in range(boxes):
        keys.reach(lambda stop: stop["kind"] == "checkbox" and not stop["checked"], "an attestation")
        keys.press("Space")
    keys.write("proof_password", PASSWORD)
    keys.follow("Déposer mon dossier")
    expect(evening.page.get_by_role("heading", name="Votre dossier est déposé")).to_be_visible()
