"""Publics invisibles: letters of intent, one invited and one not; a consortium; a tranche that a report releases."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from grants.rehearsal.fates import Fate
from grants.rehearsal.scenes import filing
from grants.rehearsal.season import Season, season_of
from grants.values.money import Money
from tests.journeys.money import contract, evaluate, pay, report
from tests.journeys.portal import begin, hand_in, number_of, write
from tests.journeys.service import check_and_review, publish, score, sit
from tests.journeys.walk import Walk

CALL = "publics_invisibles_2019"
WANTED: dict[str, Any] = {"title": "Aller vers les jeunes du bocage", "department": "49", "amount": Money.of(180_000)}
OTHER = Fate("La caravane des possibles", "49", "150000.00", verdict="not_invited")
EDITOR, SIGNATORY, PARTNER, INSTRUCTOR = "editor_1", "representative_1", "editor_2", "instructor_49"


@pytest.fixture
def season(walk: Walk) -> Season:
    """The round is open."""
    with walk.app.app_context():
        found = season_of(CALL)
        filing.open_round(walk.play, found)
        return found


def two_letters(walk: Walk, season: Season) -> tuple[str, str]:
    """One through the pages, another one beside."""
    number = begin(walk, CALL)
    write(walk, number, ["request", "attestations"], **WANTED)
    hand_in(walk, number, "application.submit_letter")
    with walk.app.app_context():
        life = filing.begin(walk.play, season, OTHER, 4)
        filing.write(walk.play, life)
        return number, number_of(life.application_id)


@pytest.mark.slow
@pytest.mark.parametrize("app", ["neutral", "dsfr"], indirect=True)
@pytest.mark.calls(CALL)
def test_the_invited_file_gets_its_second_tranche_once_its_first_report_is_approved(walk: Walk, season: Season) -> None:
    number, other = two_letters(walk, season)
    walk.play.move_to(season.stages["letter"] + timedelta(hours=2))
    score(walk, number, INSTRUCTOR, readers=2)
    walk.act(INSTRUCTOR, "application.invite_full", f"/instruction/{number}")
    walk.act(INSTRUCTOR, "application.decline_letter", f"/instruction/{other}", reason="Un autre public que l’appel.")
    walk.be("editor_4")
    walk.go(f"/dossiers/{other}")
    expect(walk.page.get_by_text("Non invité").first).to_be_visible()

    walk.be(EDITOR)
    write(walk, number, ["attestations"], **WANTED)
    walk.be(PARTNER)  # who carries the project too
    hand_in(walk, number)
    with walk.app.app_context():
        filing.close_round(walk.play, season)
    check_and_review(walk, number, INSTRUCTOR, readers=3)
    sit(walk, {number: {"outcome": "application.recommend"}})
    walk.act("commissioner", "ruling.award", f"/instruction/{number}")
    publish(walk, CALL)

    place = contract(walk, number, SIGNATORY)
    pay(walk, place, EDITOR, INSTRUCTOR)
    walk.act(EDITOR, "payment.request", place)
    walk.be(INSTRUCTOR)
    walk.go(place)
    assert not walk.page.get_by_role("link", name="Constater le service fait").count()  # the report comes first
    report(walk, number, "interim_2019", EDITOR, INSTRUCTOR)
    walk.act(INSTRUCTOR, "payment.approve", place)
    walk.act("grant_manager", "payment.order", place, reference="DP 0002")
    walk.act("accountant", "payment.pay", place, reference="VIR 0002")
    evaluate(walk, number, INSTRUCTOR)
    walk.go("/bilan/2019")
