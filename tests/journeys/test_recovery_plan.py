"""Plan de relance: approved twice because its amount changed, then given up; the reserve list takes its place."""

from typing import Any

import pytest

from grants.rehearsal.fates import Fate
from grants.rehearsal.scenes import checking, committee, filing
from grants.rehearsal.season import Season, season_of
from grants.values.money import Money
from tests.journeys.money import contract, pay
from tests.journeys.portal import begin, hand_in, number_of, write
from tests.journeys.service import check_and_review, publish, sit
from tests.journeys.walk import Walk

CALL = "plan_relance_1"
WANTED: dict[str, Any] = {"title": "Un camion pour les colis", "department": "44", "amount": Money.of(120_000)}
NEXT = Fate("Une légumerie solidaire", "72", "80000.00", verdict="reserve")
INSTRUCTOR = "instructor_44"


@pytest.fixture
def season(walk: Walk) -> Season:
    """The round is open."""
    with walk.app.app_context():
        found = season_of(CALL)
        filing.open_round(walk.play, found)
        return found


def both_files(walk: Walk, season: Season) -> tuple[str, str]:
    """The first through the pages, as far as the committee's agenda; the next one beside."""
    number = begin(walk, CALL)
    write(walk, number, ["attestations"], **WANTED)
    hand_in(walk, number)
    with walk.app.app_context():
        life = filing.begin(walk.play, season, NEXT, 2)
        filing.write(walk.play, life)
        filing.close_round(walk.play, season)
        checking.check_all(walk.play, season)
        committee.review_all(walk.play, season)
        next_number = number_of(life.application_id)
    check_and_review(walk, number, INSTRUCTOR, readers=2)
    return number, next_number


def give_up(walk: Walk, number: str) -> None:
    """Kept apart on the applicant's page, under its own words."""
    walk.be("editor_1")
    walk.go(f"/dossiers/{number}")
    walk.follow("Retirer ma demande (me désister)")
    walk.fill("reason", "Le local n’est plus libre.")
    walk.press("Me désister")
    walk.done("application.withdraw")


@pytest.mark.slow
@pytest.mark.parametrize("app", ["neutral", "dsfr"], indirect=True)
@pytest.mark.calls(CALL)
def test_a_withdrawal_promotes_the_reserve_list(walk: Walk, season: Season) -> None:
    number, next_number = both_files(walk, season)
    sit(
        walk,
        {
            number: {"outcome": "application.recommend"},
            next_number: {"outcome": "application.recommend_reserve"},
        },
    )
    here, there = f"/instruction/{number}", f"/instruction/{next_number}"
    walk.act("first_approver", "ruling.approve", here)
    less = {"amount": "110 000", "reason": "Une part du matériel est déjà là."}
    walk.act(INSTRUCTOR, "ruling.change_amount", here, **less)
    walk.act("first_approver", "ruling.approve", here)
    walk.act("first_approver", "ruling.approve", there)
    walk.act("commissioner", "ruling.award", here, reason="Une part du matériel est déjà là.")
    walk.act("commissioner", "ruling.reserve", there, reason="Les crédits sont épuisés.")
    publish(walk, CALL)
    give_up(walk, number)
    walk.act("commissioner", "ruling.promote", there)
    place = contract(walk, next_number, "representative_2")
    pay(walk, place, "editor_2", "instructor_72")
