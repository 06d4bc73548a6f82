"""A call may want its president and a person concerned at its meetings: without them, nothing opens nor is decided."""

from datetime import timedelta
from functools import partial

import pytest
from flask import Flask

from grants.database import db
from grants.models import AgendaItem, Meeting, Round, Seat
from grants.queries import minutes
from grants.services import meetings
from grants.values import clock
from tests.support import sitting
from tests.support.instruction import add_complete_file, add_meeting, add_person, committee, item_of
from tests.support.sitting import open_it, recuse, refuse, seat
from tests.support.web import sign_in
from tests.world import World, add_world, version_of
from workflows.errors import Refused

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
WANTED = ["president", "concerned_person"]


@pytest.fixture
def world(app: Flask) -> World:
    """A meeting of a president, a member, a person concerned and a secretary, with two files; two voices suffice."""
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        world = add_world(is_open=False)
        files = [add_complete_file(world, "awaiting_committee", rank=rank) for rank in (1, 2)]
        add_meeting(world, files, quorum=2)
        world.people |= {"concerned": add_person("lea"), "first": files[0], "last": files[1]}
        seat(world, "concerned", Seat.CONCERNED_PERSON)
        db.session.get_one(Meeting, 1).required_seats = WANTED
        db.session.commit()
        return world


@pytest.fixture
def inside(app: Flask, world: World):
    with app.app_context():
        yield world


register = partial(sitting.register, seated=("president", "committee_member", "secretary", "concerned"))


@pytest.mark.parametrize(
    ("away", "sentence"), [("president", "Il manque la présidence"), ("concerned", "Il manque une personne concernée")]
)
def test_it_does_not_open_without_a_seat_that_the_call_wants(inside: World, away: str, sentence: str) -> None:
    register(inside, **{away: False})
    with pytest.raises(Refused) as refused:
        open_it(inside)
    assert len(refused.value.reasons) == 1  # two voices are there all the same
    assert refused.value.reasons[0].startswith(sentence)
    register(inside, **{away: inside["committee_member"]})
    open_it(inside)  # represented by somebody who is there


def test_both_absent_are_told_at_once(inside: World) -> None:
    register(inside, president=False, concerned=False)
    with pytest.raises(Refused, match="la présidence et une personne concernée"):
        open_it(inside)


def test_nothing_is_voted_nor_decided_while_the_seat_is_empty(inside: World) -> None:
    open_it(inside)
    register(inside, concerned=False)
    item = item_of(inside["first"])
    with pytest.raises(Refused, match="Il manque une personne concernée"):
        meetings.vote(inside["president"], item.id, version=item.version, choice="for")
    with pytest.raises(Refused, match="Il manque une personne concernée"):
        refuse(inside, "first")
    register(inside)
    refuse(inside, "first")


def test_a_recused_president_is_missing_on_that_file_unless_somebody_takes_the_chair(inside: World) -> None:
    open_it(inside)
    recuse(inside, "president", "first")
    with pytest.raises(Refused, match="Il manque la présidence"):
        refuse(inside, "first")
    refuse(inside, "last")
    seat(inside, "commissioner", Seat.VICE_PRESIDENT)
    refuse(inside, "first")


def test_a_proxy_held_by_who_is_recused_counts_no_more_than_they_do(inside: World) -> None:
    open_it(inside)
    register(inside, concerned=inside["committee_member"])
    recuse(inside, "committee_member", "first")
    with pytest.raises(Refused):
        refuse(inside, "first")
    refuse(inside, "last")


def test_the_minutes_tell_which_seat_was_empty_and_from_when(inside: World) -> None:
    open_it(inside)
    register(inside, concerned=False)
    text = minutes.draft(db.session.get_one(Meeting, 1))
    assert "Personne concernée, présente ou représentée : absente, le comité ne peut pas se prononcer." in text
    assert "Présidence ou sa suppléance, présente ou représentée : oui." in text
    assert "le quorum est perdu : plus aucun vote n’a lieu (2 membres présents ou représentés ; il manque une" in text
    register(inside)
    assert "le quorum est retrouvé (3 membres présents ou représentés)" in minutes.draft(db.session.get_one(Meeting, 1))


def test_a_meeting_takes_the_seats_of_its_call_and_is_not_convened_without_them(inside: World) -> None:
    add_complete_file(inside, "awaiting_committee", rank=3)
    seats = committee(inside, 8)
    del seats[inside["commissioner"]]
    given = {"title": "Comité", "held_at": clock.now() + timedelta(days=9), "place": "salle", "quorum": 7}
    version = version_of(Round, inside.round_id)
    with pytest.raises(Refused, match="sans une personne concernée"):
        meetings.convene(inside["secretary"], inside.round_id, version=version, seats=seats, **given)
    seats[inside["concerned"]] = Seat.CONCERNED_PERSON
    made = meetings.convene(inside["secretary"], inside.round_id, version=version, seats=seats, **given)
    assert db.session.get_one(Meeting, made).required_seats == WANTED


def test_every_page_of_the_meeting_says_which_seat_is_empty(app: Flask, world: World) -> None:
    with app.app_context():
        open_it(world)
        register(world, concerned=False)
        assert db.session.query(AgendaItem).count() == 2
    client = sign_in(app, world["secretary"])
    for address in ("/comites/1", "/comites/1/dossiers/CC20-0001", "/comites/1/salle"):
        page = client.get(address).text.replace("\u202f", " ").replace("\xa0", " ")
        assert "Il manque une personne concernée" in page, address
        assert "non atteint" in page, address
