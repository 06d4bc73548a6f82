"""A recusal takes effect at once, everywhere; another person confirms or lifts it."""

import pytest
from flask import Flask
from sqlalchemy import select

from grants.database import db
from grants.models import Application, Recusal, Review, User, Vote
from grants.policies.applications import visible_to
from grants.policies.roles import roles_on
from grants.services import applications, meetings, recusals, reviews
from tests.support.instruction import add_complete_file, add_meeting, add_review, item_of
from tests.world import World, add_world, version_of
from workflows.errors import NotAllowed, Refused

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def world(app: Flask):
    with app.app_context():
        yield add_world(is_open=False)


def declare(world: World, file_id: int, who: str) -> int:
    version = version_of(Application, file_id)
    return recusals.declare(world[who], file_id, version=version, reason="ma sœur y travaille")


def sees(world: World, who: str) -> set[int]:
    db.session.rollback()
    user = db.session.get_one(User, world[who])
    return set(db.session.scalars(select(Application.id).where(visible_to(user))))


def test_the_file_is_out_of_the_persons_lists_and_acts_at_once(world: World) -> None:
    file_id, other = add_complete_file(world, "under_review"), add_complete_file(world, "under_review", rank=2)
    declare(world, file_id, "instructor")
    assert sees(world, "instructor") == {other}
    instructor = db.session.get_one(User, world["instructor"])
    assert not roles_on(instructor, db.session.get_one(Application, file_id))
    with pytest.raises(NotAllowed):
        applications.refer(world["instructor"], file_id, version=version_of(Application, file_id))
    with pytest.raises(NotAllowed):
        declare(world, file_id, "instructor")


def test_the_person_does_not_confirm_nor_lift_their_own(world: World) -> None:
    file_id = add_complete_file(world, "under_review")
    recusal_id = declare(world, file_id, "instructor")
    version = version_of(Recusal, recusal_id)
    with pytest.raises(NotAllowed):
        recusals.confirm(world["instructor"], recusal_id, version=version)
    with pytest.raises(NotAllowed):
        recusals.lift(world["instructor"], recusal_id, version=version, reason="finalement non")
    recusals.confirm(world["secretary"], recusal_id, version=version)
    with pytest.raises(Refused, match="déjà confirmé"):
        recusals.confirm(world["secretary"], recusal_id, version=version_of(Recusal, recusal_id))


def test_an_open_recusal_holds_the_file_back_and_a_confirmed_one_drops_the_score(world: World) -> None:
    file_id = add_complete_file(world, "under_review")
    mine = add_review(world, file_id, world["reviewer"], "5.00")
    add_review(world, file_id, world["committee_member"], "3.00")
    recusal_id = declare(world, file_id, "reviewer")
    with pytest.raises(Refused, match="déport"):
        applications.refer(world["instructor"], file_id, version=version_of(Application, file_id))
    recusals.confirm(world["secretary"], recusal_id, version=version_of(Recusal, recusal_id))
    db.session.rollback()
    assert db.session.get_one(Review, mine).status == "abstained"
    with pytest.raises(Refused, match="1 sur 2"):
        applications.refer(world["instructor"], file_id, version=version_of(Application, file_id))


def test_lifted_the_person_finds_the_file_again(world: World) -> None:
    file_id = add_complete_file(world, "under_review")
    recusal_id = declare(world, file_id, "instructor")
    recusals.lift(world["secretary"], recusal_id, version=version_of(Recusal, recusal_id), reason="un homonyme")
    assert sees(world, "instructor") == {file_id}


def test_a_vote_cast_before_the_link_was_told_is_forgotten_and_none_is_cast_after(world: World) -> None:
    file_id = add_complete_file(world, "awaiting_committee")
    meeting_id = add_meeting(world, [file_id], state="opened", quorum=1)
    item = item_of(file_id)
    meetings.vote(world["committee_member"], item.id, version=item.version, choice="for")
    declare(world, file_id, "committee_member")
    db.session.rollback()
    assert not db.session.scalars(select(Vote)).all()
    item = item_of(file_id)
    with pytest.raises(NotAllowed):
        meetings.vote(world["committee_member"], item.id, version=item.version, choice="for")
    assert meeting_id == item.meeting_id


def test_an_unassigned_reading_can_be_given_again_after_a_lift(world: World) -> None:
    from datetime import timedelta

    from grants.values import clock

    file_id = add_complete_file(world, "under_review")
    add_review(world, file_id, world["reviewer"])
    recusal_id = declare(world, file_id, "reviewer")
    recusals.confirm(world["secretary"], recusal_id, version=version_of(Recusal, recusal_id))
    recusals.lift(world["secretary"], recusal_id, version=version_of(Recusal, recusal_id), reason="erreur")
    reviews.assign(world["instructor"], file_id, version=version_of(Application, file_id),
                   reviewer_ids=[world["reviewer"]], due_on=clock.today() + timedelta(days=3))  # fmt: skip
    assert [each.status for each in db.session.scalars(select(Review))] == ["assigned"]
