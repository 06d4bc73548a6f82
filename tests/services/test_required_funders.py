"""A joint call may want each of its funders at its meetings: without one of them, nothing opens nor is decided."""

from datetime import timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import event, select

from grants.database import db
from grants.models import AgendaItem, Application, Appointment, Funder, Meeting, Round, Seat
from grants.queries import minutes, second_calls
from grants.services import meetings
from grants.values import clock
from tests.support import sitting
from tests.support.instruction import add_complete_file, add_meeting, add_person, item_of
from tests.support.sitting import open_it, recuse, refuse, seat
from tests.support.web import sign_in
from tests.world import World, add_world, version_of
from workflows.errors import Refused
from workflows.roles import Role

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
WANTED = ["funder:state_commissioner", "funder:cofunder_a", "funder:cofunder_b"]
NOBODY = (
    "Personne ne représente Cofinanceur A (fictif) : ce comité ne se prononce qu’avec tous les financeurs de l’appel."
)
SEATED = ("president", "committee_member", "secretary", "ana", "bob")


@pytest.fixture
def world(app: Flask) -> World:
    """A meeting of a president, a member, somebody for each of two co-funders and a secretary, with two files."""
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        world = add_world("appel_conjoint_2020", is_open=False)
        files = [add_complete_file(world, "awaiting_committee", rank=rank, department="44") for rank in (1, 2)]
        add_meeting(world, files, quorum=2)
        world.people |= {"first": files[0], "last": files[1]}
        for name, key in (("ana", "cofunder_a"), ("bob", "cofunder_b")):
            speaker(world, name, key)
            seat(world, name)
        db.session.get_one(Meeting, 1).required_seats = WANTED
        db.session.commit()
        return world


@pytest.fixture
def inside(app: Flask, world: World):
    with app.app_context():
        yield world


def speaker(world: World, name: str, key: str) -> None:
    """Somebody appointed for this co-funder."""
    world.people[name] = add_person(name)
    funder_id = db.session.scalars(select(Funder.id).filter_by(key=key)).one()
    db.session.add(Appointment(user_id=world[name], role=Role.COFUNDER, funder_id=funder_id))
    db.session.commit()


register = partial(sitting.register, seated=SEATED)


def convene(world: World, seats: dict[int, Seat], *, rank: int = 3) -> int:
    add_complete_file(world, "awaiting_committee", rank=rank, department="44")
    return meetings.convene(
        world["secretary"], world.round_id, version=version_of(Round, world.round_id), title="Comité", place="salle",
        held_at=clock.now() + timedelta(days=9), quorum=4, seats=seats,
    )  # fmt: skip


def all_seats(world: World) -> dict[int, Seat]:
    names = {"president": Seat.PRESIDENT, "committee_member": Seat.CONCERNED_PERSON, "commissioner": Seat.MEMBER,
             "ana": Seat.MEMBER, "bob": Seat.MEMBER, "secretary": Seat.SECRETARY}  # fmt: skip
    return {world[name]: place for name, place in names.items()}


def test_a_meeting_keeps_the_funders_of_its_round(inside: World) -> None:
    made = db.session.get_one(Meeting, convene(inside, all_seats(inside)))
    assert made.required_seats == ["president", "concerned_person", *WANTED]


def test_it_is_not_convened_when_no_seat_could_represent_a_funder(inside: World) -> None:
    seats = all_seats(inside)
    seats[inside["ana"]] = Seat.SECRETARY  # no voice: she does not count
    with pytest.raises(Refused) as refused:
        convene(inside, seats)
    assert [str(each) for each in refused.value.reasons] == [
        "Aucun des sièges avec voix ne représente Cofinanceur A (fictif) : ce comité ne se prononce qu’avec tous les "
        "financeurs de l’appel."
    ]


def test_a_president_who_is_a_co_funder_s_does_not_speak_for_the_state(inside: World) -> None:
    seats = all_seats(inside)
    del seats[inside["commissioner"]]
    seats |= {inside["president"]: Seat.MEMBER, inside["ana"]: Seat.PRESIDENT}
    convene(inside, seats)  # the person whom the State appointed sits all the same
    db.session.add(Appointment(user_id=inside["ana"], role=Role.PRESIDENT))
    db.session.commit()
    del seats[inside["president"]]
    seats[inside["applicant"]] = Seat.MEMBER
    with pytest.raises(Refused, match="représente État – crédits commissaire"):
        convene(inside, seats, rank=4)


def test_it_does_not_open_without_a_funder_unless_somebody_there_has_the_proxy(inside: World) -> None:
    register(inside, ana=False)
    with pytest.raises(Refused) as refused:
        open_it(inside)
    assert [str(each) for each in refused.value.reasons] == [NOBODY]  # three voices are there all the same
    register(inside, ana=inside["bob"])
    open_it(inside)


def test_two_funders_are_told_at_once(inside: World) -> None:
    register(inside, ana=False, bob=False)
    with pytest.raises(Refused, match=r"Cofinanceur A \(fictif\), Cofinanceur B \(fictif\)"):
        open_it(inside)


def test_nothing_is_voted_nor_decided_while_a_funder_is_away(inside: World) -> None:
    open_it(inside)
    register(inside, ana=False)
    item = item_of(inside["first"])
    with pytest.raises(Refused, match="Personne ne représente Cofinanceur A"):
        meetings.vote(inside["president"], item.id, version=item.version, choice="for")
    with pytest.raises(Refused, match="Personne ne représente Cofinanceur A"):
        refuse(inside, "first")
    register(inside)
    refuse(inside, "first")


def test_the_only_one_of_a_funder_is_recused_on_one_file(inside: World) -> None:
    open_it(inside)
    recuse(inside, "ana", "first")
    with pytest.raises(Refused) as refused:
        refuse(inside, "first")
    assert NOBODY in [str(each) for each in refused.value.reasons]
    refuse(inside, "last")
    speaker(inside, "zoe", "cofunder_a")
    seat(inside, "zoe")
    refuse(inside, "first")  # somebody else speaks for it


def test_a_proxy_held_by_who_is_recused_represents_nobody(inside: World) -> None:
    open_it(inside)
    register(inside, ana=inside["bob"])
    recuse(inside, "bob", "first")
    with pytest.raises(Refused, match=r"Cofinanceur A \(fictif\), Cofinanceur B \(fictif\)"):
        refuse(inside, "first")
    refuse(inside, "last")


def test_the_state_is_its_president_or_its_commissioner(inside: World) -> None:
    open_it(inside)
    recuse(inside, "president", "first")
    with pytest.raises(Refused, match="représente État – crédits commissaire"):
        refuse(inside, "first")
    seat(inside, "commissioner")
    refuse(inside, "first")


def test_whoever_signs_for_the_state_speaks_for_it(inside: World) -> None:
    open_it(inside)
    recuse(inside, "president", "first")
    seat(inside, "prefect")
    refuse(inside, "first")


def test_the_minutes_tell_who_was_not_represented_and_from_when(inside: World) -> None:
    open_it(inside)
    register(inside, ana=False)
    text = minutes.draft(db.session.get_one(Meeting, 1))
    assert "Financeur « Cofinanceur A (fictif) » représenté : non, le comité ne peut pas se prononcer." in text
    assert "Financeur « Cofinanceur B (fictif) » représenté : oui." in text
    assert "le quorum est perdu : plus aucun vote n’a lieu (3 membres présents ou représentés ; il manque « Cof" in text


def test_a_meeting_stopped_without_a_funder_may_be_called_again(inside: World) -> None:
    open_it(inside)
    register(inside, ana=False)
    meetings.adjourn(inside["secretary"], 1, version=version_of(Meeting, 1), reason="Il manque un financeur.")
    assert second_calls.offered(db.session.get_one(Meeting, 1)) is not None


def page_of(app: Flask, world: World, address: str) -> str:
    page = sign_in(app, world["secretary"]).get(address)
    assert page.status_code == 200, address
    return page.text.replace("\u202f", " ").replace("\xa0", " ")


def test_every_page_of_the_meeting_names_the_funder(app: Flask, world: World) -> None:
    with app.app_context():
        open_it(world)
        register(world, ana=False)
        number = db.session.get_one(Application, world["first"]).number
    for address in ("/comites/1", f"/comites/1/dossiers/{number}", "/comites/1/salle"):
        page = page_of(app, world, address)
        assert "Personne ne représente Cofinanceur A (fictif)" in page, address
        assert "non atteint" in page, address
    assert "représente Cofinanceur B (fictif)" in page_of(app, world, "/comites/1")


def test_the_form_says_whom_the_call_wants_and_who_speaks_for_whom(app: Flask, world: World) -> None:
    with app.app_context():
        add_complete_file(world, "awaiting_committee", rank=3, department="44")
    page = page_of(app, world, "/vagues/1/convoquer")
    assert "tous ses financeurs présents ou représentés" in page
    for words in ("Ana Fictif", "Représente Cofinanceur A (fictif).", "Représente État – crédits commissaire."):
        assert words in page
    assert "Cofunder Fictif" not in page  # a co-funder of no call in particular


def test_pages_cost_as_much_for_many_files_as_for_few(app: Flask, world: World) -> None:
    with app.app_context():
        open_it(world)
        number = db.session.get_one(Application, world["first"]).number
    addresses = ("/comites/1", f"/comites/1/dossiers/{number}", "/comites/1/salle", "/comites/1/salle/ecran")
    few = [statements(app, world, each) for each in addresses]
    with app.app_context():
        for rank in range(11, 19):
            file_id = add_complete_file(world, "awaiting_committee", rank=rank, department="44")
            db.session.add(AgendaItem(meeting_id=1, application_id=file_id, rank=rank))
        db.session.commit()
    assert [statements(app, world, each) for each in addresses] == few


def statements(app: Flask, world: World, address: str) -> int:
    """How many SELECT the page costs, once it has been seen."""
    client = sign_in(app, world["secretary"])
    assert client.get(address).status_code == 200
    sent: list[str] = []

    def note(*given: object) -> None:
        sent.append(str(given[2]))

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    client.get(address)
    event.remove(engine, "before_cursor_execute", note)
    return len([each for each in sent if each.startswith("SELECT")])
