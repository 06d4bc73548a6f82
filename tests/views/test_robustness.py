"""The robustness report: who may read it, what it says of doubt, and the same statements at any size."""

import pytest
from flask import Flask

from grants.analysis.calibration import Mark, report
from grants.analysis.calibration.report import Report
from grants.database import db
from grants.models import Application, Recusal, Review, ReviewStatus
from grants.values import clock
from grants.values.money import Money
from grants.views import robustness
from grants.views.robustness import Scale
from tests.support.instruction import add_complete_file, add_person, add_review
from tests.support.web import sign_in
from tests.views.test_desk import counted
from tests.world import World, add_file, add_world

SEVERE = {"reviewer": -0.6, "second": 0.1, "third": 0.5}


@pytest.fixture
def world(app: Flask) -> World:
    """Eight files each read by two of three people, one of whom is severe; some asked for more than there is."""
    with app.app_context():
        world = add_world(is_open=False)
        world.people |= {name: add_person(name) for name in ("second", "third")}
        for rank in range(1, 9):
            file_id = add_file(world, "awaiting_committee", rank=rank, requested_amount=Money.of(70_000))
            for name in (name for place, name in enumerate(SEVERE) if place != rank % 3):
                add_score(world, file_id, name, 4.2 - 0.25 * rank + SEVERE[name] + 0.07 * ((rank * len(name)) % 5))
        return world


def add_score(world: World, file_id: int, name: str, score: float) -> None:
    add_review(world, file_id, world[name], f"{score:.2f}")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_report_says_who_is_severe_what_is_fragile_and_how(app: Flask, world: World) -> None:
    page = sign_in(app, world["secretary"]).get(f"/vagues/{world.round_id}/robustesse")
    assert page.status_code == 200
    for words in ("Reviewer Fictif", "note plus sévèrement que son groupe", "Une épicerie solidaire sur la route 1",
                  "Décisions fragiles", "Henderson", "servi"):  # fmt: skip
        assert words in page.text, words
    assert page.text.count('<svg class="whisk wide') == 3 + 8


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_report_is_not_for_who_scores_nor_for_who_still_has_to(app: Flask, world: World) -> None:
    address = f"/vagues/{world.round_id}/robustesse"
    for name in ("reviewer", "service", "applicant", "outsider", "committee_member", "communication"):
        assert sign_in(app, world[name]).get(address).status_code == 403, name
    with app.app_context():
        mine = add_review(world, add_complete_file(world, "under_review", rank=9), world["instructor"])
    page = sign_in(app, world["instructor"]).get(address)
    assert "Il vous reste une note à donner" in page.text
    assert "Reviewer Fictif" not in page.text
    with app.app_context():
        db.session.get_one(Review, mine).status = ReviewStatus.ABSTAINED
        db.session.commit()
    assert "Reviewer Fictif" in sign_in(app, world["instructor"]).get(address).text


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_recused_reader_s_report_lacks_the_file(app: Flask, world: World) -> None:
    with app.app_context():
        file = db.session.query(Application).filter_by(number="CC20-0003").one()
        db.session.add(Recusal(application_id=file.id, user_id=world["president"], reason="cousin",
                               declared_at=clock.now()))  # fmt: skip
        db.session.commit()
    address = f"/vagues/{world.round_id}/robustesse"
    assert "CC20-0003" in sign_in(app, world["secretary"]).get(address).text
    assert "CC20-0003" not in sign_in(app, world["president"]).get(address).text


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_three_files_and_a_hundred_take_the_same_statements(app: Flask, world: World) -> None:
    client, address = sign_in(app, world["secretary"]), f"/vagues/{world.round_id}/robustesse"
    client.get(address)
    with counted(app) as few:
        client.get(address)
    with app.app_context():
        for rank in range(20, 60):
            add_score(world, add_file(world, "awaiting_committee", rank=rank), "second", 3 + rank / 100)
    with counted(app) as many:
        assert client.get(address).status_code == 200
    assert len(few) == len(many)


def said(*marks: tuple[str, str, float]) -> Report:
    return report([Mark(*each) for each in marks])


def test_doubt_is_told_where_marks_cannot_tell_severity_from_quality() -> None:
    apart = said(("a", "x", 3), ("b", "y", 4))
    assert any("ne peut pas être distinguée" in each for each in robustness.doubts(apart))
    names = {"x": "Xavière", "y": "Yann"}
    rows = robustness.severities(apart, names)["rows"]
    assert [str(row["says"]) for row in rows] == ["les notes ne permettent pas de le dire"] * 2
    assert [row["drawn"] for row in rows] == [{"low": None, "high": None, "at": None}] * 2


def test_a_scale_holds_its_figures_and_places_its_lines() -> None:
    scale = Scale.of([-0.4, 0.9, None], centre=0)
    assert (scale.place(0), scale.place(0.9), scale.place(None)) == (50, 100, None)
    assert scale.tick == 0.25
    assert scale.ticks == pytest.approx([100 * (tick + 0.9) / 1.8 for tick in (-0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75)])
    assert Scale.of([3.0]).place(3.0) == 50
