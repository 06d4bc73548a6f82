"""The agenda that the secretariat composes, the hours of those who are heard, and a meeting that stops."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from grants.database import db
from grants.models import AgendaItem, Application, JournalEntry, Letter, Meeting, OutboxItem, Recusal, Round
from grants.services import applications, hearings, meetings
from grants.values import clock
from tests.support.instruction import add_complete_file, add_meeting, committee, item_of
from tests.world import World, add_world, version_of
from workflows.errors import NotAllowed, Refused

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def world(app: Flask):
    with app.app_context():
        yield add_world(is_open=False)


@pytest.fixture
def files(world: World) -> list[int]:
    return [add_complete_file(world, "awaiting_committee", rank=rank) for rank in range(1, 5)]


def convene(world: World, **given: object) -> int:
    return meetings.convene(
        world["secretary"], world.round_id, version=version_of(Round, world.round_id), title="Comité", place="salle",
        held_at=clock.now() + timedelta(days=9), quorum=7, seats=committee(world),
        **given,
    )  # fmt: skip


def arrange(world: World, meeting_id: int, files: list[int], by: str = "secretary") -> None:
    meetings.arrange(world[by], meeting_id, version=version_of(Meeting, meeting_id), files=files)


def order(meeting_id: int) -> list[int]:
    db.session.rollback()
    lines = select(AgendaItem.application_id).filter_by(meeting_id=meeting_id).order_by(AgendaItem.rank)
    return list(db.session.scalars(lines))


def test_the_secretary_chooses_and_orders_the_files(world: World, files: list[int]) -> None:
    first, second, third, fourth = files
    meeting_id = convene(world, files=[third, first])
    assert order(meeting_id) == [third, first]
    arrange(world, meeting_id, [first, fourth, third])
    assert order(meeting_id) == [first, fourth, third]
    arrange(world, meeting_id, [fourth])
    assert order(meeting_id) == [fourth]
    other = convene(world, files=[second])
    with pytest.raises(Refused, match="autre ordre du jour"):
        arrange(world, other, [second, fourth])
    with pytest.raises(Refused, match="au moins un"):
        arrange(world, other, [])
    with pytest.raises(NotAllowed):
        arrange(world, other, [second, first], by="president")


def test_what_was_answered_or_voted_on_stays_and_what_one_is_recused_from_is_not_moved(
    world: World, files: list[int]
) -> None:
    first, second, third, _ = files
    meeting_id = add_meeting(world, [first, second, third], state="opened")
    item = item_of(second)
    meetings.vote(world["president"], item.id, version=item.version, choice="for")
    with pytest.raises(Refused, match="a voté"):
        arrange(world, meeting_id, [first, third])
    link = Recusal(application_id=third, user_id=world["secretary"], reason="x", declared_at=clock.now())
    db.session.add(link)
    db.session.commit()
    arrange(world, meeting_id, [second, first])
    assert order(meeting_id) == [second, first, third]


def test_hearings_are_given_moved_and_cancelled_with_a_notice(world: World, files: list[int]) -> None:
    meeting_id = convene(world, files=files[:2], hearing_minutes=30)
    held_at = db.session.get_one(Meeting, meeting_id).held_at
    first, second = item_of(files[0]), item_of(files[1])
    assert (first.hearing_at, second.hearing_at) == (held_at, held_at + timedelta(minutes=30))
    with pytest.raises(Refused, match="Un autre dossier"):
        hearings.move(world["secretary"], first.id, version=first.version, hearing_at=held_at + timedelta(minutes=15))
    with pytest.raises(NotAllowed):
        hearings.cancel(world["instructor"], first.id, version=item_of(files[0]).version, reason="non")
    later = held_at + timedelta(minutes=90)
    hearings.move(world["secretary"], first.id, version=item_of(files[0]).version, hearing_at=later)
    hearings.cancel(world["secretary"], second.id, version=item_of(files[1]).version, reason="panne de train")
    assert (item_of(files[0]).hearing_at, item_of(files[1]).hearing_at) == (later, None)
    hearings.give(world["secretary"], second.id, version=item_of(files[1]).version, hearing_at=held_at)
    told = db.session.scalars(
        select(OutboxItem.act).where(OutboxItem.act.startswith("hearing.")).order_by(OutboxItem.id)
    )
    assert list(told) == ["hearing.move", "hearing.cancel", "hearing.give"]
    letters = db.session.scalars(select(Letter).filter_by(act="application.hear", superseded_at=None)).all()
    assert sorted(each.application_id for each in letters) == files[:2]


def test_a_file_put_on_the_agenda_gets_its_hour_and_one_taken_off_loses_it(world: World, files: list[int]) -> None:
    meeting_id = convene(world, files=files[:2], hearing_minutes=20)
    held_at = db.session.get_one(Meeting, meeting_id).held_at
    arrange(world, meeting_id, [files[2], files[1]])
    assert item_of(files[2]).hearing_at == held_at + timedelta(minutes=40)
    cancelled = db.session.scalars(select(JournalEntry).filter_by(act="hearing.cancel")).one()
    assert cancelled.stream == f"application:{files[0]}"


def test_an_adjourned_meeting_leaves_what_it_has_not_seen_to_the_next(world: World, files: list[int]) -> None:
    first, *others = files
    meeting_id = add_meeting(world, files, state="opened")
    version = version_of(Application, first)
    applications.recommend_refusal(world["secretary"], first, version=version, reason="hors sujet")
    with pytest.raises(Refused, match="attend encore"):
        meetings.close(world["secretary"], meeting_id, version=version_of(Meeting, meeting_id))
    meetings.adjourn(world["secretary"], meeting_id, version=version_of(Meeting, meeting_id), reason="plus de quorum")
    assert db.session.get_one(Meeting, meeting_id).state == "held"
    assert order(convene(world)) == others


def test_a_meeting_without_its_quorum_is_adjourned_before_it_opens(world: World, files: list[int]) -> None:
    meeting_id = add_meeting(world, files, there=False)
    meetings.adjourn(world["secretary"], meeting_id, version=version_of(Meeting, meeting_id), reason="pas de quorum")
    assert order(convene(world)) == files
