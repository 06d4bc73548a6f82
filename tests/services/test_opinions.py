"""Opinions: asked once of a service, answered by its people only."""

from datetime import timedelta

import pytest
from flask import Flask

from grants.database import db
from grants.models import Application, Opinion, OpinionAnswer, User
from grants.policies.access import can
from grants.services import opinions
from grants.values import clock
from tests.support.instruction import add_complete_file
from tests.world import World, add_world, version_of
from workflows.errors import NotAllowed, Refused, Stale

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def world(app: Flask):
    with app.app_context():
        yield add_world(is_open=False)


def ask(
    world: World, file_id: int, *, service: str = "state_department", days: int = 15, by: str = "instructor"
) -> int:
    return opinions.ask(
        world[by], file_id, version=version_of(Application, file_id), service=service, service_label="DDCS",
        question="Ce projet est-il utile ?", due_on=clock.today() + timedelta(days=days),
    )  # fmt: skip


def test_a_service_sees_the_file_once_asked_and_answers(world: World) -> None:
    file_id = add_complete_file(world, "under_review")
    user = db.session.get_one(User, world["service"])
    assert not can(user, "application.instruct", db.session.get_one(Application, file_id))
    opinion_id = ask(world, file_id)
    user = db.session.get_one(User, world["service"])
    assert can(user, "application.instruct", db.session.get_one(Application, file_id))
    version = version_of(Opinion, opinion_id)
    with pytest.raises(NotAllowed):
        opinions.give(world["instructor"], opinion_id, version=version, answer=OpinionAnswer.FAVOURABLE, reason="oui")
    opinions.give(world["service"], opinion_id, version=version, answer=OpinionAnswer.UNFAVOURABLE, reason="déjà fait")
    db.session.rollback()
    opinion = db.session.get_one(Opinion, opinion_id)
    assert (opinion.state, opinion.answer, opinion.answered_by_id) == ("given", "unfavourable", world["service"])
    with pytest.raises(Stale):
        opinions.decline(world["service"], opinion_id, version=version, reason="trop tard")


def test_another_service_may_not_answer(world: World) -> None:
    file_id = add_complete_file(world, "under_review")
    opinion_id = ask(world, file_id, service="ars")
    with pytest.raises(NotAllowed):
        opinions.decline(world["service"], opinion_id, version=version_of(Opinion, opinion_id), reason="pas nous")


def test_the_same_question_is_not_asked_twice_nor_for_a_day_past(world: World) -> None:
    file_id = add_complete_file(world, "under_review")
    ask(world, file_id)
    with pytest.raises(Refused, match="déjà demandé"):
        ask(world, file_id)
    with pytest.raises(Refused, match="à venir"):
        ask(world, file_id, service="ars", days=-1)


def test_opinions_are_asked_by_the_instructor_while_the_file_is_read(world: World) -> None:
    with pytest.raises(NotAllowed):
        ask(world, add_complete_file(world, "under_review"), by="grant_manager")
    with pytest.raises(Refused, match="étape"):
        ask(world, add_complete_file(world, "awarded", rank=2))


def test_a_question_taken_back_is_answered_no_more(world: World) -> None:
    opinion_id = ask(world, add_complete_file(world, "under_review"))
    opinions.revoke(world["instructor"], opinion_id, version=version_of(Opinion, opinion_id), reason="doublon")
    with pytest.raises(Refused):
        opinions.give(world["service"], opinion_id, version=version_of(Opinion, opinion_id),
                      answer=OpinionAnswer.FAVOURABLE, reason="oui")  # fmt: skip
