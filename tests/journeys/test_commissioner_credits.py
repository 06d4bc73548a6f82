"""Crédits commissaire: from the draft to the page of the year, each act by its own role, every page looked at."""

from datetime import timedelta
from typing import Any

import pytest

from grants.rehearsal.scenes import filing
from grants.rehearsal.season import Season, season_of
from grants.values.money import Money
from tests.journeys.money import contract, evaluate, pay, report
from tests.journeys.portal import begin, hand_in, write
from tests.journeys.service import check_and_review, publish, sit
from tests.journeys.walk import Walk
from tests.world import PASSWORD

CALL = "credits_commissaire_2020"
WANTED: dict[str, Any] = {"title": "Une halte pour les familles", "department": "49", "amount": Money.of(32_000)}
EDITOR, SIGNATORY, INSTRUCTOR = "editor_1", "representative_1", "instructor_49"


@pytest.fixture
def season(walk: Walk) -> Season:
    """The round is open."""
    with walk.app.app_context():
        found = season_of(CALL)
        filing.open_round(walk.play, found)
        return found


def handed_in(walk: Walk, sections: list[str]) -> str:
    number = begin(walk, CALL)
    write(walk, number, sections, **WANTED)
    hand_in(walk, number)
    return number


def test_a_file_handed_in_has_its_receipt_and_is_found_by_the_service(walk: Walk, season: Season) -> None:
    number = handed_in(walk, ["attestations"])
    walk.be(INSTRUCTOR)
    walk.go("/instruction")
    walk.follow("La Fabrique de Val-Fictif")
    assert walk.address() == f"/instruction/{number}"


def lived(walk: Walk, season: Season) -> None:
    """A whole life, each act by its own role."""
    number = handed_in(walk, ["request", "organisation", "attestations"])
    with walk.app.app_context():
        filing.close_round(walk.play, season)
    check_and_review(walk, number, INSTRUCTOR, readers=2)
    sit(walk, {number: {"outcome": "application.recommend"}})
    walk.act("commissioner", "ruling.award", f"/instruction/{number}")
    publish(walk, CALL)
    place = contract(walk, number, SIGNATORY)
    pay(walk, place, EDITOR, INSTRUCTOR)
    walk.play.at += timedelta(days=240)
    report(walk, number, "final", EDITOR, INSTRUCTOR)
    pay(walk, place, EDITOR, INSTRUCTOR)
    evaluate(walk, number, INSTRUCTOR)
    walk.act("grant_manager", "agreement.close", place)
    for address in ("/laureats", "/donnees", "/bilan/2020"):
        walk.go(address)


@pytest.mark.slow
@pytest.mark.parametrize("app", ["neutral", "dsfr"], indirect=True)
def test_a_file_lives_from_the_draft_to_the_page_of_the_year(walk: Walk, season: Season) -> None:
    lived(walk, season)


@pytest.mark.slow
def test_the_same_without_javascript(plain: Walk) -> None:
    with plain.app.app_context():
        season = season_of(CALL)
        filing.open_round(plain.play, season)
    lived(plain, season)


def test_signing_in_and_starting_a_file_with_the_keyboard_alone(walk: Walk, season: Season) -> None:
    walk.go(f"/connexion?next=/appels/{CALL}")
    for name, typed in (("email", "editor-1@guichet.example"), ("password", PASSWORD)):
        tab_to(walk, f"[name={name}]")
        walk.page.keyboard.type(typed)
    walk.page.keyboard.press("Enter")
    walk.page.wait_for_url(f"{walk.url}/appels/{CALL}")
    tab_to(walk, "a.btn-primary")
    walk.page.keyboard.press("Enter")
    walk.page.wait_for_url("**/commencer")
    tab_to(walk, "main button[type=submit]")
    walk.page.keyboard.press("Enter")
    walk.page.wait_for_url("**/dossiers/CC20-0001")
    walk.done("application.start")


def tab_to(walk: Walk, wanted: str) -> None:
    """Press Tab until the focus is there, as many times as a page may need."""
    for _ in range(60):
        walk.page.keyboard.press("Tab")
        if walk.page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"{wanted} is not reached with the keyboard")
