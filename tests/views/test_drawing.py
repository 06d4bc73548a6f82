"""What each side sees of a file's way and history."""

from collections.abc import Iterator

import pytest
from flask import Flask

from grants.database import db
from grants.models import Application
from grants.queries import timelines
from grants.services.command import Act, command
from grants.values import clock
from grants.views.drawing import lanes_of
from tests.world import World, add_file, add_world

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@command
def told(act: Act, application_id: int, name: str, target: str) -> None:
    """Journal an act as its service would."""
    file = act.lock(Application, application_id)
    act.record(file, name, source=file.state, target=target)
    file.state = target


@pytest.fixture
def world(app: Flask) -> Iterator[World]:
    with app.app_context():
        yield add_world()


def lived(world: World, *acts: tuple[str, str]) -> Application:
    id = add_file(world, "submitted")
    for name, target in acts:
        told(world["instructor"], id, name, target)
    return db.session.get_one(Application, id)


def test_the_staff_see_the_way_passed_the_place_and_what_usually_follows(world: World) -> None:
    file = lived(world, ("application.submit", "submitted"), ("application.start_review", "under_review"))
    drawing = lanes_of(file, timelines.passed(file))
    assert [(each.label, each.status) for each in drawing.steps] == [
        ("À vérifier", "passed"),
        ("En instruction", "now"),
        ("En attente de comité", "possible"),
        ("Avis du comité", "possible"),
        ("Décision", "possible"),
    ]
    assert drawing.lanes == ["association", "service", "comité", "autorité"]
    assert {"désisté", "non-recevabilité proposée"} <= set(drawing.others)


@pytest.mark.parametrize("hidden", ["ineligibility_proposed", "awaiting_committee", "recommended", "not_recommended"])
def test_an_applicant_cannot_tell_where_the_instruction_is(world: World, hidden: str) -> None:
    plain = lived(world, ("application.submit", "submitted"), ("application.start_review", "under_review"))
    seen = lanes_of(plain, timelines.passed(plain), is_applicant=True)
    told(world["instructor"], plain.id, "application.refer", hidden)
    file = db.session.get_one(Application, plain.id)
    after = lanes_of(file, timelines.passed(file), is_applicant=True)
    assert [each.label for each in after.steps if each.status != "possible"] == ["Déposé", "En instruction"]
    assert [each.when for each in after.steps] == [each.when for each in seen.steps]


@pytest.mark.parametrize("state", ["awarded", "refused", "reserve_list", "no_action"])
def test_every_unpublished_ruling_looks_the_same_to_its_applicant(world: World, state: str) -> None:
    file = lived(world, ("application.submit", "submitted"), ("ruling.any", state))
    drawing = lanes_of(file, timelines.passed(file), is_applicant=True)
    assert drawing.steps[-1].label == "Décision à venir" or drawing.steps[1].label == "Décision à venir"
    assert not {"Retenu", "Refusé", "Sans suite", "Liste complémentaire"} & {each.label for each in drawing.steps}


def test_published_the_ruling_is_shown(world: World) -> None:
    file = lived(world, ("application.submit", "submitted"), ("ruling.any", "refused"))
    file.released_at = clock.now()
    assert lanes_of(file, [], is_applicant=True).steps[-1].label == "Refusé"


def test_applicants_read_nothing_of_scores_opinions_and_committee(world: World) -> None:
    acts = [("application.submit", "submitted"), ("review.score", "submitted"), ("opinion.give", "submitted"),
            ("application.recommend", "recommended"), ("ruling.award", "awarded")]  # fmt: skip
    file = lived(world, *acts)
    assert [each.act for each in timelines.of_applicants(file)] == ["application.submit"]
    assert [each.act for each in timelines.of_staff(file)] == [name for name, _ in reversed(acts)]
