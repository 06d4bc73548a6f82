"""A secret vote keeps who voted and the tally, and never the two together."""

import re
from itertools import permutations
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import inspect, select, text

from grants.database import db
from grants.models import (
    Application,
    BallotCount,
    BallotRoll,
    JournalEntry,
    Meeting,
    MeetingMember,
    OutboxItem,
    PresenceChange,
    Recusal,
    Seat,
    Vote,
)
from grants.queries import ballots as queries
from grants.services import applications, ballots, meetings, recusals
from grants.values import clock
from tests.support.instruction import add_complete_file, add_meeting, add_person, item_of
from tests.world import World, add_world, version_of
from workflows.errors import NotAllowed, Refused

VOICES = {"president": "for", "committee_member": "against", "third": "for"}


@pytest.fixture
def world(app: Flask):
    with app.app_context():
        yield add_world(is_open=False)


def add_secret(world: World) -> int:
    """An open meeting of three voices on one file, to be voted on in secret; the file."""
    file_id = add_complete_file(world, "awaiting_committee")
    meeting_id = add_meeting(world, [file_id], state="opened", quorum=2)
    world.people["third"] = add_person("troisième")
    db.session.add(MeetingMember(meeting_id=meeting_id, user_id=world["third"], seat=Seat.MEMBER, is_present=True))
    db.session.commit()
    item = item_of(file_id)
    meetings.choose_vote(world["secretary"], item.id, version=item.version, is_secret=True)
    return file_id


def vote(world: World, file_id: int, name: str, choice: str, **given: int) -> None:
    item = item_of(file_id)
    meetings.vote(world[name], item.id, version=item.version, choice=choice, **given)


def dump() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, in its physical order."""
    db.session.rollback()
    place = "rowid" if db.engine.dialect.name == "sqlite" else "ctid"
    return {
        table: [tuple(row) for row in db.session.execute(text(f'SELECT * FROM "{table}" ORDER BY {place}'))]
        for table in inspect(db.engine).get_table_names()
    }


@pytest.mark.parametrize("order", list(permutations(VOICES)), ids="-".join)
def test_whatever_the_order_of_the_votes_the_tables_are_the_same(world: World, order: tuple[str, ...]) -> None:
    """So no column, no row’s place and no order can tell who voted what: two ways to vote leave the same rows."""
    file_id = add_secret(world)
    for name in order:
        vote(world, file_id, name, VOICES[name])
    rows = dump()
    item_id = item_of(file_id).id
    assert rows["ballot_roll"] == [(item_id, each) for each in sorted(world[name] for name in VOICES)]
    assert rows["ballot_count"] == [(item_id, 2, 1, 0)]
    assert rows["vote"] == []


def test_the_same_people_with_their_choices_exchanged_leave_the_same_rows(world: World) -> None:
    """In every table of the base: what differs between two votes of one tally would tell who voted what."""
    file_id = add_secret(world)
    empty, seen = dump(), []
    for choices in (("for", "against", "for"), ("against", "for", "for"), ("for", "for", "against")):
        before = dump()
        for name, choice in zip(VOICES, choices, strict=True):
            vote(world, file_id, name, choice)
        seen.append(added(before, dump()))
        ballots.forget(item_of(file_id).id)
        db.session.commit()
    assert seen[0] == seen[1] == seen[2]
    assert set(seen[0]) == {"ballot_roll", "ballot_count", "journal_entry", "outbox_item", "room_screen"}
    assert empty["vote"] == []


def added(before: dict[str, Any], after: dict[str, Any]) -> dict[str, list[str]]:
    """The new rows of each table; outside the ballots’, without what only counts or dates the acts."""
    told = {
        name: [
            str(row) if name.startswith("ballot") else without_counters(row) for row in rows if row not in before[name]
        ]
        for name, rows in after.items()
    }
    return {name: rows for name, rows in told.items() if rows}


def without_counters(row: tuple[object, ...]) -> str:
    """The words of a row and not its ids, ranks, instants and hashes."""
    kept = (re.sub(r"^\d{4}-\d\d-\d\d .*|^[0-9a-f]{64}$|^\d+$", "", str(each)) for each in row)
    return " ".join(filter(None, kept))


def test_the_journal_says_who_voted_and_never_what(world: World) -> None:
    file_id = add_secret(world)
    for name, choice in VOICES.items():
        vote(world, file_id, name, choice)
    entries = db.session.scalars(select(JournalEntry).filter_by(act="meeting.vote").order_by(JournalEntry.id)).all()
    assert [each.actor_id for each in entries] == [world[name] for name in VOICES]
    notices = db.session.scalars(select(OutboxItem).filter_by(act="meeting.vote")).all()
    for each in (*entries, *notices):
        assert not {"for", "against", "abstain"} & set(map(str, each.data.values()))
        assert "choice" not in each.data
    item = item_of(file_id)
    assert queries.counts(item) == {}  # not before it is closed
    meetings.count_votes(world["secretary"], item.id, version=item.version)
    assert queries.counts(item_of(file_id)) == {"for": 2, "against": 1}
    counted = db.session.scalars(select(JournalEntry).filter_by(act="meeting.count_votes")).one()
    assert counted.data["tally"] == {"for": 2, "against": 1}


def test_in_postgresql_all_the_rows_of_a_vote_are_of_one_transaction(world: World) -> None:
    """A row's transaction would tell who voted last, and so whose voice the count received."""
    if db.engine.dialect.name != "postgresql":
        pytest.skip("SQLite keeps no transaction in its rows")
    file_id = add_secret(world)
    for name, choice in VOICES.items():
        vote(world, file_id, name, choice)
    db.session.rollback()
    both = text("SELECT xmin::text FROM ballot_roll UNION SELECT xmin::text FROM ballot_count")
    assert len(db.session.scalars(both).all()) == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
class TestRules:
    def test_a_secret_vote_is_given_once_and_closed_by_the_answer(self, world: World) -> None:
        file_id = add_secret(world)
        vote(world, file_id, "president", "for")
        with pytest.raises(Refused, match="ne se reprend pas"):
            vote(world, file_id, "president", "against")
        item = item_of(file_id)
        with pytest.raises(Refused, match="Une seule voix"):
            meetings.count_votes(world["secretary"], item.id, version=item.version)
        with pytest.raises(Refused, match="ne change plus"):
            meetings.choose_vote(world["secretary"], item.id, version=item.version, is_secret=False)
        vote(world, file_id, "third", "abstain")
        version = version_of(Application, file_id)
        applications.recommend_refusal(world["secretary"], file_id, version=version, reason="hors sujet")
        assert queries.counts(item_of(file_id)) == {"for": 1, "abstain": 1}
        with pytest.raises(Refused, match="déjà noté"):
            vote(world, file_id, "committee_member", "for")

    def test_a_recusal_told_too_late_begins_the_secret_vote_again(self, world: World) -> None:
        file_id = add_secret(world)
        for name in ("president", "third"):
            vote(world, file_id, name, "for")
        recusals.declare(world["president"], file_id, version=version_of(Application, file_id), reason="parent")
        assert db.session.scalars(select(BallotRoll)).all() == db.session.scalars(select(BallotCount)).all() == []
        with pytest.raises(NotAllowed):
            vote(world, file_id, "president", "for")
        vote(world, file_id, "third", "for")

    def test_a_vote_stops_when_the_recused_leave_no_quorum(self, world: World) -> None:
        file_id = add_secret(world)
        for name in ("president", "committee_member"):
            link = Recusal(application_id=file_id, user_id=world[name], reason="x", declared_at=clock.now())
            db.session.add(link)
        db.session.commit()
        with pytest.raises(Refused, match="1 membres comptent, il en faut 2"):
            vote(world, file_id, "third", "for")

    def test_an_open_vote_keeps_names(self, world: World) -> None:
        file_id = add_secret(world)
        item = item_of(file_id)
        meetings.choose_vote(world["secretary"], item.id, version=item.version, is_secret=False)
        vote(world, file_id, "third", "against")
        assert [(each.user_id, each.choice) for each in db.session.scalars(select(Vote))] == [
            (world["third"], "against")
        ]
        assert queries.counts(item_of(file_id)) == {"against": 1}

    def test_who_comes_and_goes_is_remembered_while_the_meeting_is_open(self, world: World) -> None:
        file_id = add_secret(world)
        meeting_id = item_of(file_id).meeting_id
        here = {world[name]: True for name in ("president", "committee_member", "secretary")} | {world["third"]: False}
        meetings.register(world["secretary"], meeting_id, version=version_of(Meeting, meeting_id), presence=here)
        seen = db.session.scalars(select(PresenceChange)).all()
        assert [(each.user_id, each.is_present, each.counted) for each in seen] == [(world["third"], False, 2)]
