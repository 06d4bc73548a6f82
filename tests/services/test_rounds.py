"""A round's calendar, its extension, its decisions and their publication."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from grants import journal
from grants.database import db
from grants.models import Application, Call, OutboxItem, Round
from grants.services import heartbeats, rounds
from grants.values import clock
from notifications.event import Event
from notifications.facts import FACTS
from tests.world import World, add_file, add_world, version_of
from workflows.errors import NotAllowed, Refused, Stale

DAY = timedelta(days=1)


@pytest.fixture
def world(app: Flask) -> Iterator[World]:
    with app.app_context():
        yield add_world()


def seen(world: World) -> tuple[int, int, int]:
    """Who the commissioner is, the round, and its version."""
    return world["commissioner"], world.round_id, version_of(Round, world.round_id)


def the_round(world: World) -> Round:
    db.session.rollback()
    return db.session.get_one(Round, world.round_id)


def set_round(world: World, **columns: object) -> None:
    round = the_round(world)
    for name, value in columns.items():
        setattr(round, name, value)
    db.session.commit()


def asked(act: str) -> list[OutboxItem]:
    return list(db.session.scalars(select(OutboxItem).filter_by(act=act).order_by(OutboxItem.id)))


def test_the_calendar_opens_and_closes_once(world: World) -> None:
    now = clock.now()
    set_round(world, state="announced", opens_at=now - DAY, closes_at=now + DAY)
    assert rounds.turn(now) == [f"open:{world.round_id}"]
    assert rounds.turn(now) == []
    with clock.stopped_at(now + 2 * DAY):
        assert rounds.turn(clock.now()) == [f"close:{world.round_id}"]
        assert rounds.turn(clock.now()) == []
    assert the_round(world).state == "closed"
    assert list(journal.broken_links()) == []


def test_nobody_closes_before_the_hour(world: World) -> None:
    version = version_of(Round, world.round_id)
    with pytest.raises(Refused, match="La date limite de dépôt n’est pas encore passée"):
        rounds.close(world["administrator"], world.round_id, version=version)
    with pytest.raises(NotAllowed):
        rounds.close(world["instructor"], world.round_id, version=version)


def test_an_extension_moves_the_deadline_of_the_last_stage_and_opens_again(world: World) -> None:
    set_round(world, state="closed", closes_at=clock.now() - DAY)
    who, round_id, version = seen(world)
    new = (clock.now() + 3 * DAY).replace(microsecond=0)
    rounds.extend(who, round_id, version=version, closes_at=new, reason="Panne du réseau.")
    round = the_round(world)
    assert (round.state, round.closes_at, round.extension_reason) == ("open", new, "Panne du réseau.")
    assert round.closing_of(round.stages[-1]["key"]) == new, "what the deposit reads has moved too"
    assert round.takes(round.stages[-1]["key"], clock.now())
    with pytest.raises(Stale):
        rounds.extend(who, round_id, version=version, closes_at=new + DAY, reason="Encore.")


def test_an_extension_is_told_with_both_dates(world: World) -> None:
    before = the_round(world).closes_at
    who, round_id, version = seen(world)
    new = (before + DAY).replace(microsecond=0)
    rounds.extend(who, round_id, version=version, closes_at=new, reason="Panne du réseau.")
    (item,) = asked("round.extend")
    user = db.session.get_one(Application, add_file(world)).starter
    said = {name: FACTS[name](Event(item), user) for name in ("nouvelle_cloture", "ancienne_cloture", "motif")}
    assert said == {
        "nouvelle_cloture": new.isoformat(), "ancienne_cloture": before.isoformat(), "motif": "Panne du réseau.",
    }  # fmt: skip


@pytest.mark.parametrize("shift", [-DAY, timedelta(0), 55 * DAY])
def test_a_deadline_is_never_brought_forward_nor_past_the_decisions(world: World, shift: timedelta) -> None:
    who, round_id, version = seen(world)
    closes_at = the_round(world).closes_at
    with pytest.raises(Refused):
        rounds.extend(who, round_id, version=version, closes_at=closes_at + shift, reason="Panne.")
    assert the_round(world).closes_at == closes_at


def test_decisions_wait_for_every_file(world: World) -> None:
    set_round(world, state="closed")
    add_file(world, "under_review")
    who, round_id, version = seen(world)
    with pytest.raises(Refused, match="attendent encore une décision : 1"):
        rounds.decide(who, round_id, version=version)


def test_the_publication_releases_every_ruled_file_and_no_other(world: World) -> None:
    states = ["awarded", "refused", "reserve_list", "withdrawn", "draft", "ineligible"]
    files = {state: add_file(world, state, rank=rank) for rank, state in enumerate(states, 1)}
    set_round(world, state="decided", announced_at=clock.now() + DAY)
    who, round_id, version = seen(world)
    with pytest.raises(Refused, match="La date de publication"):
        rounds.publish(who, round_id, version=version)
    assert not asked("ruling.publish"), "nothing leaves before its day"
    with clock.stopped_at(clock.now() + 2 * DAY):
        assert rounds.publish(who, round_id, version=version) == 3
    told = {each.application_id for each in asked("ruling.publish")}
    assert told == {files[state] for state in states[:3]}
    for state, id in files.items():
        assert db.session.get_one(Application, id).is_published == (state in states[:3])
    with pytest.raises(Stale):
        rounds.publish(who, round_id, version=version)
    assert len(asked("ruling.publish")) == 3


def test_a_round_that_follows_starts_with_the_files_of_the_first(app: Flask) -> None:
    from grants.services import calls
    from tests.world import call_file

    with app.app_context():
        world = add_world("plan_relance_1")
        add_file(world, "reserve_list", rank=1)
        add_file(world, "refused", rank=2)
        call_id = calls.import_file(world["administrator"], call_file("plan_relance_2"))
        second = db.session.scalars(select(Round).join(Call, Round.call_id == Call.id).where(Call.id == call_id)).one()
        with clock.stopped_at(second.opens_at + timedelta(minutes=1)):
            rounds.open(world["clock"], second.id, version=second.version)
        carried = db.session.scalars(select(Application).filter_by(round_id=second.id)).all()
        assert [each.state for each in carried] == ["draft"] * len(carried)
        assert len(carried) >= 1


def test_a_silence_of_the_service_before_a_deadline_proposes_once_to_put_it_off(world: World, tmp_path: Path) -> None:
    now, place = clock.now(), tmp_path / "beat"
    set_round(world, closes_at=now + timedelta(hours=6))
    assert heartbeats.beat(now, place) == [], "the first beat proves no silence"
    assert heartbeats.beat(now + timedelta(minutes=5), place) == []
    back = now + timedelta(minutes=45)
    assert heartbeats.beat(back, place) == [world.round_id]
    (item,) = asked("round.propose_extension")
    assert item.data["reason"].startswith("le service a été interrompu pendant 40 minutes")
    assert heartbeats.beat(back + timedelta(minutes=30), place) == [], "asked once for one deadline"
    assert heartbeats.last_beat(place) == back + timedelta(minutes=30)


def test_a_silence_far_from_any_deadline_proposes_nothing(world: World, tmp_path: Path) -> None:
    now, place = clock.now(), tmp_path / "beat"
    heartbeats.beat(now, place)
    assert heartbeats.beat(now + timedelta(hours=5), place) == []
