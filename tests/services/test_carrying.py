"""A second round fed by the first, without anything typed again."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from grants.database import db
from grants.models import Answer, Application, OutboxItem, Piece, Round
from grants.services import applications, calls, rounds
from grants.values import clock
from tests.support.answers import fill
from tests.world import add_world, around_now, call_file, version_of
from workflows.errors import NotAllowed

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def world(app):
    with app.app_context():
        yield add_world("plan_relance_1")


@pytest.fixture
def unlucky(world):
    """Two files that were handed in: one refused, one on the reserve list."""
    ids = []
    for state in ("refused", "reserve_list"):
        id = applications.start(world["applicant"], world.round_id, organisation_id=world.organisation_id)
        fill(world["applicant"], id, project_title=f"Projet {state}")
        applications.submit(world["representative"], id, version=version_of(Application, id))
        db.session.get_one(Application, id).state = state
        db.session.commit()
        ids.append(id)
    return ids


@pytest.fixture
def second(world):
    """The round that follows, announced, whose opening has come."""
    calls.import_file(world["administrator"], call_file("plan_relance_2"))
    round = db.session.scalars(select(Round).where(Round.follows_id == world.round_id)).one()
    around_now(round, is_open=True)
    round.state = "announced"
    db.session.commit()
    return round.id


def test_the_unsuccessful_files_start_as_drafts_when_the_round_opens(world, unlucky, second):
    rounds.open(world["clock"], second, version=version_of(Round, second))
    carried = db.session.scalars(select(Application).filter_by(round_id=second).order_by(Application.number)).all()
    assert [each.title for each in carried] == ["Projet reserve_list", "Projet refused"]
    assert {each.carried_from_id for each in carried} == set(unlucky)
    first = carried[0]
    earlier = db.session.get_one(Application, first.carried_from_id)
    assert (first.state, first.submitted_at, first.project_id) == ("draft", None, earlier.project_id)
    said = {key: value for row in db.session.scalars(select(Answer).filter_by(application_id=first.id))
            for key, value in row.values.items()}  # fmt: skip
    assert said["project_title"] == "Projet reserve_list"
    assert said["first_round"] == "reserve"
    assert not [key for key in said if key.startswith("att_")]
    assert db.session.scalars(select(Piece.key).filter_by(application_id=first.id)).all()
    told = db.session.scalars(select(OutboxItem.application_id).filter_by(act="application.carry_over")).all()
    assert set(told) == {each.id for each in carried}


def test_a_file_is_carried_once(world, unlucky, second):
    rounds.open(world["clock"], second, version=version_of(Round, second))
    assert applications.carry_over(world["clock"], second) == []


def test_only_the_calendar_carries(world, unlucky, second):
    with pytest.raises(NotAllowed):
        applications.carry_over(world["instructor"], second)


def test_what_was_given_long_ago_keeps_its_day(world, unlucky, second):
    with clock.stopped_at(clock.now() + timedelta(days=2)):
        applications.carry_over(world["administrator"], second)
    days = {each.uploaded_at.date() for each in db.session.scalars(select(Piece))}
    assert len(days) == 1
