"""The marks of a round, as each reader may have them."""

import pytest
from flask import Flask

from grants.database import db
from grants.models import Recusal, Review, ReviewStatus, Round, User
from grants.queries import marks
from grants.values import clock
from tests.support.instruction import add_complete_file, add_person, add_review
from tests.world import World, add_world


@pytest.fixture
def world(app: Flask):
    with app.app_context():
        yield add_world(is_open=False)


def reader(world: World, name: str = "instructor") -> User:
    return db.session.get_one(User, world[name])


def recuse(file_id: int, user_id: int, *, confirmed: bool = False) -> None:
    at = clock.now()
    db.session.add(Recusal(application_id=file_id, user_id=user_id, reason="cousin", declared_at=at,
                           confirmed_at=at if confirmed else None))  # fmt: skip
    db.session.commit()


def test_marks_and_abstentions_come_without_what_is_not_done(world: World) -> None:
    file_id = add_complete_file(world, "under_review")
    gone, waiting = add_person("absente"), add_person("attendue")
    add_review(world, file_id, world["reviewer"], "3.50")
    for user_id, status in ((gone, ReviewStatus.ABSTAINED), (waiting, ReviewStatus.ASSIGNED)):
        review = db.session.get_one(Review, add_review(world, file_id, user_id, "1.00"))
        review.status = status
    db.session.commit()
    found = marks.of_round(world.round_id, reader=reader(world))
    assert {(each.reviewer, None if each.score is None else float(each.score)) for each in found} == {
        (world["reviewer"], 3.5), (gone, None),
    }  # fmt: skip


def test_a_recused_reader_is_told_nothing_of_the_file_and_a_recused_reviewer_counts_for_nothing(world: World) -> None:
    first, second = (add_complete_file(world, "under_review", rank=rank) for rank in (1, 2))
    other = add_person("autre")
    for file_id in (first, second):
        add_review(world, file_id, world["reviewer"], "3.50")
        add_review(world, file_id, other, "2.50")
    recuse(first, world["instructor"])
    recuse(second, other, confirmed=True)
    found = marks.of_round(world.round_id, reader=reader(world))
    assert [(each.file, each.reviewer) for each in found] == [(second, world["reviewer"])]
    whole = marks.report_of(db.session.get_one(Round, world.round_id), reader(world))
    assert whole is not None
    assert [each.file for each in whole.files] == [second]
    assert len(marks.of_round(world.round_id, reader=reader(world, "secretary"))) == 3


def test_who_has_a_mark_to_give_gets_no_report(world: World) -> None:
    file_id = add_complete_file(world, "under_review")
    round = db.session.get_one(Round, world.round_id)
    assert marks.report_of(round, reader(world)) is None
    add_review(world, file_id, world["reviewer"], "3.50")
    mine = db.session.get_one(Review, add_review(world, file_id, world["secretary"], "3.00"))
    mine.status, mine.total = ReviewStatus.ASSIGNED, None
    db.session.commit()
    assert marks.owed(round.id, reader(world, "secretary")) == 1
    assert marks.report_of(round, reader(world, "secretary")) is None
    assert marks.report_of(round, reader(world)) is not None
