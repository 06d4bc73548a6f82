"""Readings and scores: who may be given one, what a score must say, and what an abstention counts for."""

from datetime import timedelta
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import select

from grants.database import db
from grants.models import Application, Appointment, Meeting, MemberRole, Membership, Recusal, Review, User
from grants.queries import reviews as queries
from grants.queries import scores
from grants.services import applications, reviews
from grants.values import clock
from tests.support.instruction import add_complete_file, add_meeting, add_person, add_review
from tests.world import World, add_world, version_of
from workflows.errors import NotAllowed, Refused, Stale
from workflows.roles import Role

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def world(app: Flask):
    with app.app_context():
        yield add_world(is_open=False)


def appoint(name: str, **columns: object) -> int:
    user_id = add_person(name)
    db.session.add(Appointment(user_id=user_id, role=Role.REVIEWER, **columns))
    db.session.commit()
    return user_id


def marks(world: World, file_id: int, mark: int | None = 4, comment: str = "") -> dict:
    file = db.session.get_one(Application, file_id)
    grid = file.file.grid_of(file.stage_key)
    return {each.key: {"mark": mark, "comment": comment} for each in grid.criteria}


def assign(world: World, file_id: int, *people: int, by: str = "instructor") -> None:
    version = version_of(Application, file_id)
    due_on = clock.today() + timedelta(days=9)
    reviews.assign(world[by], file_id, version=version, reviewer_ids=list(people), due_on=due_on)


def reading(file_id: int, reviewer_id: int) -> Review:
    db.session.rollback()
    found = queries.own(db.session.get_one(Application, file_id), db.session.get_one(User, reviewer_id))
    assert found is not None
    return found


def test_those_who_may_read_have_no_link_with_the_file(world: World) -> None:
    file_id = add_complete_file(world, "under_review")
    free, linked, recused = appoint("libre"), appoint("liee"), appoint("deportee")
    elsewhere = add_person("ailleurs")
    db.session.add(Membership(user_id=linked, organisation_id=world.organisation_id, role=MemberRole.EDITOR,
                              began_at=clock.now()))  # fmt: skip
    db.session.add(Recusal(application_id=file_id, user_id=recused, reason="cousin", declared_at=clock.now()))
    db.session.commit()
    able = {each.id for each in queries.candidates(db.session.get_one(Application, file_id))}
    assert able == {world["reviewer"], free}
    with pytest.raises(Refused, match="ne peut pas noter"):
        assign(world, file_id, free, elsewhere)
    assert db.session.get_one(Application, file_id).version == 1  # nothing of it was written
    assign(world, file_id, free, world["reviewer"])
    assert not queries.candidates(db.session.get_one(Application, file_id))


def test_only_organisers_give_a_reading_and_take_it_back_before_the_score(world: World) -> None:
    file_id = add_complete_file(world, "under_review")
    with pytest.raises(NotAllowed):
        assign(world, file_id, world["reviewer"], by="grant_manager")
    assign(world, file_id, world["reviewer"])
    review = reading(file_id, world["reviewer"])
    reviews.unassign(world["instructor"], review.id, version=review.version)
    done = add_review(world, file_id, world["reviewer"], "4.00")
    with pytest.raises(Refused, match="déjà noté"):
        reviews.unassign(world["instructor"], done, version=version_of(Review, done))


def test_a_score_is_weighted_and_may_be_revised_until_the_committee_opens(world: World) -> None:
    file_id = add_complete_file(world, "under_review")
    review_id = add_review(world, file_id, world["reviewer"])
    given = marks(world, file_id) | {"need": {"mark": 2, "comment": "le besoin n’est pas chiffré"}}
    reviews.score(world["reviewer"], review_id, version=version_of(Review, review_id), marks=given)
    assert reading(file_id, world["reviewer"]).total == Decimal("3.60")  # 20 % of 2 and 80 % of 4
    seen = version_of(Review, review_id)
    again = {"marks": marks(world, file_id), "reason": "le diagnostic joint chiffre le besoin"}
    with pytest.raises(Refused, match="revoyez-la"):
        reviews.score(world["reviewer"], review_id, version=seen, marks=given)
    reviews.revise(world["reviewer"], review_id, version=seen, **again)
    assert reading(file_id, world["reviewer"]).total == Decimal("4.00")
    with pytest.raises(Stale):
        reviews.revise(world["reviewer"], review_id, version=seen, **again)
    first, last = reversed(
        scores.history(db.session.get_one(Application, file_id), reading(file_id, world["reviewer"]))
    )
    assert (first.before, first.after, first.reason) == (None, Decimal("3.60"), "")
    assert (last.before, last.after, last.reason) == (Decimal("3.60"), Decimal("4.00"), again["reason"])
    assert last.criteria == {"need": (2, 4)}
    db.session.get_one(Application, file_id).state = "awaiting_committee"
    db.session.commit()
    add_meeting(world, [file_id])
    reviews.revise(world["reviewer"], review_id, version=version_of(Review, review_id), **again)
    db.session.rollback()
    db.session.scalars(select(Meeting)).one().state = "opened"
    db.session.commit()
    with pytest.raises(Refused, match="Le comité a ouvert"):
        reviews.revise(world["reviewer"], review_id, version=version_of(Review, review_id), **again)


def test_a_score_under_way_is_its_author_s_alone_and_never_written_over(world: World) -> None:
    file_id = add_complete_file(world, "under_review")
    review_id = add_review(world, file_id, world["reviewer"])
    first = version_of(Review, review_id)
    second = reviews.keep(world["reviewer"], review_id, version=first, typed={"mark_need": "3"})
    with pytest.raises(Stale):
        reviews.keep(world["reviewer"], review_id, version=first, typed={"mark_need": "1"})
    reviews.keep(world["reviewer"], review_id, version=second, typed={"mark_need": "4", "comment": "à finir"})
    with pytest.raises(Refused, match="pas la vôtre"):
        reviews.keep(world["instructor"], review_id, version=version_of(Review, review_id), typed={})
    kept = reading(file_id, world["reviewer"])
    assert (kept.draft, kept.total, kept.marks) == ({"mark_need": "4", "comment": "à finir"}, None, {})
    assert not scores.history(kept.application, kept)
    reviews.score(world["reviewer"], review_id, version=version_of(Review, review_id), marks=marks(world, file_id))
    assert reading(file_id, world["reviewer"]).draft is None


def test_a_low_mark_or_an_abstention_on_a_criterion_needs_its_reason(world: World) -> None:
    file_id = add_complete_file(world, "under_review")
    review_id = add_review(world, file_id, world["reviewer"])
    for low in ({"mark": 2, "comment": ""}, {"mark": None, "comment": ""}):
        with pytest.raises(Refused, match="Besoin et public : dites pourquoi"):
            reviews.score(world["reviewer"], review_id, version=version_of(Review, review_id),
                          marks=marks(world, file_id) | {"need": low})  # fmt: skip


def test_nobody_scores_in_the_place_of_another_nor_after_having_ruled(world: World) -> None:
    file_id = add_complete_file(world, "under_review")
    review_id = add_review(world, file_id, world["reviewer"])
    other = appoint("autre")
    add_review(world, file_id, other)
    with pytest.raises(Refused, match="pas la vôtre"):
        reviews.score(other, review_id, version=version_of(Review, review_id), marks=marks(world, file_id))


def test_an_abstention_is_no_zero_and_another_reader_is_needed(world: World) -> None:
    file_id = add_complete_file(world, "under_review")
    add_review(world, file_id, appoint("premiere"), "4.00")
    review_id = add_review(world, file_id, world["reviewer"])
    reviews.abstain(world["reviewer"], review_id, version=version_of(Review, review_id), reason="je ne sais pas juger")
    with pytest.raises(Refused, match="1 sur 2"):
        applications.refer(world["instructor"], file_id, version=version_of(Application, file_id))
    add_review(world, file_id, appoint("seconde"), "3.00")
    applications.refer(world["instructor"], file_id, version=version_of(Application, file_id))
    db.session.rollback()
    assert db.session.get_one(Application, file_id).state == "awaiting_committee"


def test_a_reviewer_reads_the_others_once_their_own_is_given(world: World) -> None:
    file_id = add_complete_file(world, "under_review")
    add_review(world, file_id, appoint("premiere"), "4.00")
    mine = add_review(world, file_id, world["reviewer"])
    me = db.session.get_one(User, world["reviewer"])
    file = db.session.get_one(Application, file_id)
    assert [each.id for each in queries.readable(queries.of_file(file), me, is_only_reviewer=True)] == [mine]
    reviews.score(me.id, mine, version=version_of(Review, mine), marks=marks(world, file_id))
    db.session.rollback()
    file, me = db.session.get_one(Application, file_id), db.session.get_one(User, world["reviewer"])
    assert len(queries.readable(queries.of_file(file), me, is_only_reviewer=True)) == 2
