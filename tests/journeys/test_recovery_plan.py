"""Plan de relance: approved again for another amount, refused once, read, told, given up; the reserve list promoted."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from grants.database import db
from grants.jobs.letters import render_waiting
from grants.models import Call, Round
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


def read_why(walk: Walk, here: str) -> None:
    """Whoever approves first reads why their approval fell."""
    walk.be("first_approver")
    walk.go(here)
    walk.follow("Valider le classement")
    expect(walk.page.get_by_text("a refusé la seconde validation")).to_be_visible()
    expect(walk.page.get_by_text("Le plan de financement reste à confirmer.")).to_be_visible()


def round_page(walk: Walk) -> str:
    with walk.app.app_context():
        return f"/vagues/{db.session.scalars(select(Round.id).join(Call).where(Call.key == CALL)).one()}"


def read_letters(walk: Walk) -> None:
    """Made by the workers, then read before they leave."""
    with walk.app.app_context():
        render_waiting()
    walk.be("commissioner")
    walk.go(round_page(walk))
    walk.follow("Les lettres de la vague")
    expect(walk.page.get_by_text("Lettres fabriquées")).to_be_visible()
    expect(walk.page.get_by_role("row", name=re.compile("Liste complémentaire, rang"))).to_be_visible()


def promote_the_first(walk: Walk, number: str) -> None:
    """The page of the list says whose turn it is; one act takes the place that was given back."""
    walk.be("commissioner")
    walk.go(f"{round_page(walk)}/liste-complementaire")
    expect(walk.page.get_by_role("heading", name=re.compile("C’est le tour de"))).to_be_visible()
    walk.act("commissioner", "ruling.promote", f"/instruction/{number}")


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
    walk.act("commissioner", "ruling.send_back", here, reason="Le plan de financement reste à confirmer.")
    read_why(walk, here)
    walk.act("first_approver", "ruling.approve", here)
    walk.act("commissioner", "ruling.award", here, reason="Une part du matériel est déjà là.")
    walk.act("commissioner", "ruling.reserve", there, reason="Les crédits sont épuisés.")
    read_letters(walk)
    publish(walk, CALL)
    give_up(walk, number)
    promote_the_first(walk, next_number)
    place = contract(walk, next_number, "representative_2")
    pay(walk, place, "editor_2", "instructor_72")
