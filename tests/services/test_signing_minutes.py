"""Minutes are signed by who presided and may read them whole: a president absent or recused is replaced."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from grants.database import db
from grants.models import (
    Appointment,
    JournalEntry,
    Letter,
    Meeting,
    MeetingMember,
    MinutesSignature,
    OutboxItem,
    Recusal,
    Seat,
    User,
)
from grants.policies.minuting import first_signers
from grants.queries import expected, minutes
from grants.services import meetings
from grants.values import clock
from notifications.event import Event
from notifications.recipients import signing_first
from tests.support.instruction import add_complete_file, add_meeting, add_person
from tests.support.web import sign_in
from tests.world import HASH, PASSWORD, World, add_world, version_of
from workflows.errors import NotAllowed, Refused
from workflows.roles import Role

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ABSENT = "La présidence étant absente, le procès-verbal est signé à sa place par"
INSTEAD = "La présidence s’étant déportée d’un dossier, le procès-verbal est signé à sa place par"


@pytest.fixture
def world(app: Flask) -> World:
    """A meeting held on two files, with a vice-president; the president is recused from the first."""
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        world = add_world(is_open=False)
        files = [add_complete_file(world, "awaiting_committee", rank=rank) for rank in (1, 2)]
        add_meeting(world, files, state="held")
        world.people |= {"first": files[0], "last": files[1], "vice": add_person("viviane")}
        db.session.add(MeetingMember(meeting_id=1, user_id=world["vice"], seat=Seat.VICE_PRESIDENT, is_present=True))
        recuse(world, "president")
        return world


@pytest.fixture
def inside(app: Flask, world: World):
    with app.app_context():
        yield world


def recuse(world: World, who: str, file: str = "first") -> None:
    link = Recusal(application_id=world[file], user_id=world[who], reason="x", declared_at=clock.now())
    db.session.add(link)
    db.session.commit()


def away(world: World, who: str) -> None:
    db.session.scalars(select(MeetingMember).filter_by(user_id=world[who])).one().is_present = False
    db.session.commit()


def lift(world: World) -> None:
    """The president is recused no more."""
    db.session.scalars(select(Recusal).filter_by(user_id=world["president"])).one().lifted_at = clock.now()
    db.session.commit()


def write(world: World) -> str:
    text = minutes.draft(db.session.get_one(Meeting, 1))
    meetings.minute(world["secretary"], 1, version=version_of(Meeting, 1), minutes=text)
    return text


def sign(world: World, who: str) -> None:
    meetings.sign(world[who], 1, version=version_of(Meeting, 1))


def names() -> list[int]:
    return [each.user_id for each in first_signers(db.session.get_one(Meeting, 1))]


def signed_on_the_page(app: Flask, world: World, vice: FlaskClient) -> str:
    """The vice-president signs from the page; what the page of verification then says."""
    with app.app_context():
        db.session.get_one(User, world["vice"]).password_hash = HASH
        db.session.commit()
        signing = {"version": version_of(Meeting, 1), "proof_password": PASSWORD}
    assert vice.post("/comites/1/signer", data=signing).status_code == 303
    return str(vice.get("/comites/1/proces-verbal/verifier").text.replace("\xa0", " "))


def test_the_vice_president_signs_for_a_recused_president_then_the_secretary(inside: World) -> None:
    text = write(inside)
    assert f"{INSTEAD} Viviane Fictif." in text
    with pytest.raises(Refused, match="ne lisez pas tout son procès-verbal.*Viviane Fictif"):
        sign(inside, "president")
    with pytest.raises(NotAllowed):
        sign(inside, "committee_member")
    sign(inside, "vice")
    sign(inside, "secretary")
    meeting = db.session.get_one(Meeting, 1)
    assert (meeting.state, len(meeting.minutes_digest or "")) == ("signed", 64)
    signed = db.session.scalars(select(MinutesSignature).order_by(MinutesSignature.id)).all()
    assert [(each.signatory, each.user_id) for each in signed] == [
        ("president", inside["vice"]), ("secretary", inside["secretary"]),
    ]  # fmt: skip
    told = db.session.scalars(select(JournalEntry.data).filter_by(act="meeting.sign").order_by(JournalEntry.seq)).all()
    assert [each.get("in_place") for each in told] == [True, None]


def test_without_a_vice_president_there_a_member_who_reads_it_all_signs(inside: World) -> None:
    away(inside, "vice")
    write(inside)
    assert names() == [inside["committee_member"]]
    with pytest.raises(NotAllowed):
        sign(inside, "vice")
    sign(inside, "committee_member")


def test_a_vice_president_recused_from_another_file_does_not_sign_either(inside: World) -> None:
    recuse(inside, "vice", "last")
    assert names() == [inside["committee_member"]]


def test_where_nobody_reads_it_all_the_president_signs_what_they_read(inside: World) -> None:
    for who in ("vice", "committee_member"):
        recuse(inside, who, "last")
    assert INSTEAD not in write(inside)
    sign(inside, "president")


def test_a_president_who_is_not_recused_signs_and_nobody_else(inside: World) -> None:
    lift(inside)
    write(inside)
    with pytest.raises(NotAllowed):
        sign(inside, "vice")
    sign(inside, "president")


def test_an_absent_president_does_not_sign_the_vice_president_does(inside: World) -> None:
    lift(inside)
    away(inside, "president")
    text = write(inside)
    assert f"{ABSENT} Viviane Fictif." in text
    assert INSTEAD not in text
    with pytest.raises(Refused, match="pas noté présent à cette séance.*Viviane Fictif"):
        sign(inside, "president")
    sign(inside, "vice")
    sign(inside, "secretary")
    letter = db.session.scalars(select(Letter).filter_by(act="meeting.sign")).one()
    assert letter.context["president_nom"] == "Viviane Fictif"


def test_nor_does_one_whom_somebody_represents(inside: World) -> None:
    lift(inside)
    away(inside, "president")
    away(inside, "vice")
    member = db.session.scalars(select(MeetingMember).filter_by(user_id=inside["president"])).one()
    member.proxy_id = inside["committee_member"]
    db.session.commit()
    assert names() == [inside["committee_member"]]


def test_a_recused_vice_president_who_presided_signs_where_nobody_reads_it_all(inside: World) -> None:
    lift(inside)
    away(inside, "president")
    for who in ("vice", "committee_member"):
        recuse(inside, who, "last")
    assert names() == [inside["vice"]]


def test_where_nobody_was_there_the_president_signs_all_the_same(inside: World) -> None:
    lift(inside)
    for who in ("president", "vice", "committee_member", "secretary"):
        away(inside, who)
    assert ABSENT not in write(inside)
    sign(inside, "president")


def test_a_secretary_recused_meanwhile_leaves_it_to_another(inside: World) -> None:
    write(inside)
    sign(inside, "vice")
    recuse(inside, "secretary")
    with pytest.raises(Refused, match="autre personne du secrétariat"):
        sign(inside, "secretary")
    inside.people["second"] = add_person("sophie")
    db.session.add(Appointment(user_id=inside["second"], role=Role.SECRETARY))
    db.session.commit()
    sign(inside, "second")


def test_who_signs_in_their_place_is_told_and_finds_it_on_their_desk(inside: World) -> None:
    write(inside)
    item = db.session.scalars(select(OutboxItem).filter_by(act="meeting.minute")).one()
    assert [each.id for each in signing_first(Event(item))] == [inside["vice"]]
    users = {each.user_id: each.user for each in db.session.get_one(Meeting, 1).members}
    assert [each.subject.id for each in expected.meetings(users[inside["vice"]])] == [1]
    assert expected.meetings(users[inside["president"]]) == []
    assert expected.meetings(users[inside["committee_member"]]) == []


def test_the_pages_say_who_signs_and_as_what(app: Flask, world: World) -> None:
    with app.app_context():
        write(world)
    page = sign_in(app, world["president"]).get("/comites/1").text
    assert "se signe à sa place (Viviane Fictif)" in page
    vice = sign_in(app, world["vice"])
    assert "vous le signez à sa place" in vice.get("/comites/1/signer").text.replace("\xa0", " ")
    assert "Pour la présidence, déportée d’un dossier" in signed_on_the_page(app, world, vice)


def test_the_pages_say_that_the_president_was_away(app: Flask, world: World) -> None:
    with app.app_context():
        lift(world)
        away(world, "president")
        write(world)
    assert "La présidence était absente" in sign_in(app, world["secretary"]).get("/comites/1").text.replace("\xa0", " ")
    vice = sign_in(app, world["vice"])
    assert "n’était pas à cette séance" in vice.get("/comites/1/signer").text.replace("\xa0", " ")
    assert "Pour la présidence, absente" in signed_on_the_page(app, world, vice)


def test_who_presided_and_reads_a_part_is_told_both(app: Flask, world: World) -> None:
    with app.app_context():
        lift(world)
        away(world, "president")
        write(world)
        for who in ("vice", "committee_member"):
            recuse(world, who, "last")
    page = sign_in(app, world["vice"]).get("/comites/1/signer").text.replace("\xa0", " ")
    assert "n’était pas à cette séance" in page
    assert "vous signez ce que vous en lisez" in page
