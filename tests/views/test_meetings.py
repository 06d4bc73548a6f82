"""The committee's pages: convened, the room's screen, votes, minutes."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from grants.database import db
from grants.models import AgendaItem, Application, Appointment, Meeting, Round
from grants.values import clock
from tests.support.instruction import add_complete_file, add_meeting, add_person, add_review, committee, item_of
from tests.support.web import sign_in
from tests.world import PASSWORD, World, add_world, version_of
from workflows.roles import Role

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def world(app: Flask) -> World:
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        return add_world(is_open=False)


def version(app: Flask, model: type, id: int) -> int:
    with app.app_context():
        return version_of(model, id)


def test_the_secretary_convenes_and_the_members_find_it(app: Flask, world: World) -> None:
    with app.app_context():
        add_review(world, add_complete_file(world, "awaiting_committee"), world["reviewer"], "4.10")
        seats = {f"seat_{user_id}": str(seat) for user_id, seat in committee(world, 8).items()}
    client = sign_in(app, world["secretary"])
    assert "/vagues/1/convoquer" in client.get("/comites").text
    held = (clock.now() + timedelta(days=9)).strftime("%Y-%m-%dT%H:%M")
    typed = {
        "version": version(app, Round, world.round_id), "title": "Comité d’automne", "held_at": held,
        "place": "salle Erdre", "quorum": "7", **seats, f"seat_{world['committee_member']}": "",
        "order": "score", "ballot": "", "files": 1,
    }  # fmt: skip
    asked = client.get("/vagues/1/convoquer").text
    assert "L’appel le fixe à 7" in asked.replace("\u202f", " ").replace("\xa0", " ")
    assert re.search(r'name="quorum"[^>]*value="7"', asked)
    too_low = client.post("/vagues/1/convoquer", data=typed | {"quorum": "6", "place": "salle Sarthe"})
    assert too_low.status_code == 422
    assert "L’appel fixe le quorum de ce comité à 7 membres" in too_low.text.replace("\xa0", " ")
    assert re.search(r'name="quorum"[^>]*value="6"', too_low.text)
    assert "salle Sarthe" in too_low.text
    done = client.post("/vagues/1/convoquer", data=typed)
    assert (done.status_code, done.location) == (303, "/comites/1")
    page = sign_in(app, world["president"]).get("/comites/1").text
    assert "4,10" in page
    assert sign_in(app, world["committee_member"]).get("/comites/1").status_code == 403  # no seat there
    assert "Comité d’automne" not in sign_in(app, world["committee_member"]).get("/comites").text
    assert sign_in(app, world["instructor"]).post("/vagues/1/convoquer", data=typed).status_code == 403


def test_the_room_keys_one_file_and_goes_on_to_the_next(app: Flask, world: World) -> None:
    with app.app_context():
        first, second = (add_complete_file(world, "awaiting_committee", rank=rank) for rank in (1, 2))
        add_meeting(world, [first, second], state="opened")
    client, address = sign_in(app, world["secretary"]), "/comites/1/dossiers/CC20-0001"
    typed = {"version": version(app, Application, first), "outcome": "application.recommend", "amount": "12 000",
             "reason": ""}  # fmt: skip
    assert sign_in(app, world["president"]).post(address, data=typed).status_code == 403
    missing = client.post(address, data=typed | {"outcome": "application.recommend_refusal"})
    assert missing.status_code == 422
    assert "dit pourquoi" in missing.text
    done = client.post(address, data=typed)
    assert (done.status_code, done.location) == (303, "/comites/1/dossiers/CC20-0002")
    assert client.post(address, data=typed).status_code == 409
    with app.app_context():
        assert item_of(first).outcome == "application.recommend"
        assert str(db.session.get_one(Application, first).recommended_amount).startswith("12")


def test_a_lost_quorum_is_said_in_the_room(app: Flask, world: World) -> None:
    with app.app_context():
        file_id = add_complete_file(world, "awaiting_committee")
        add_meeting(world, [file_id], state="opened", quorum=3)
    client = sign_in(app, world["secretary"])
    assert "non atteint" in client.get("/comites/1/dossiers/CC20-0001").text
    typed = {"version": version(app, Application, file_id), "outcome": "application.recommend", "amount": "12000"}
    refused = client.post("/comites/1/dossiers/CC20-0001", data=typed)
    assert refused.status_code == 422
    assert "quorum" in refused.text


def test_a_member_votes_from_the_room_and_the_minutes_tell_it(app: Flask, world: World) -> None:
    with app.app_context():
        file_id = add_complete_file(world, "awaiting_committee")
        add_meeting(world, [file_id], state="opened")
    member, secretary = sign_in(app, world["committee_member"]), sign_in(app, world["secretary"])
    assert "/comites/1/dossiers/CC20-0001/voter" in member.get("/comites/1/dossiers/CC20-0001").text
    assert "/comites/1/dossiers/CC20-0001/voter" not in secretary.get("/comites/1/dossiers/CC20-0001").text
    with app.app_context():
        item_version = version_of(AgendaItem, item_of(file_id).id)
    vote = {"version": item_version, "choice": "against", "member_id": world["committee_member"]}
    assert member.post("/comites/1/dossiers/CC20-0001/voter", data=vote).status_code == 303
    typed = {"version": version(app, Application, file_id), "outcome": "application.recommend_refusal",
             "reason": "hors sujet"}  # fmt: skip
    assert secretary.post("/comites/1/dossiers/CC20-0001", data=typed).location == "/comites/1"
    assert secretary.post("/comites/1/clore", data={"version": version(app, Meeting, 1)}).status_code == 303
    draft = secretary.get("/comites/1/proces-verbal").text
    for fact in ("Présents : President Fictif", "Quorum : 2 membres", "avis défavorable", "1 contre", "hors sujet"):
        assert fact in draft
    minutes = re.search(r"<textarea[^>]*>(.*?)</textarea>", draft, re.S)
    assert minutes
    typed = {"version": version(app, Meeting, 1), "minutes": minutes[1]}
    assert secretary.post("/comites/1/proces-verbal", data=typed).status_code == 303
    president = sign_in(app, world["president"])
    signing = {"version": version(app, Meeting, 1), "proof_password": PASSWORD}
    assert secretary.post("/comites/1/signer", data=signing).status_code == 422  # the president first
    assert president.post("/comites/1/signer", data=signing | {"proof_password": "autre"}).status_code == 422
    assert president.post("/comites/1/signer", data=signing).status_code == 303
    signing |= {"version": version(app, Meeting, 1)}
    assert secretary.post("/comites/1/signer", data=signing).status_code == 303
    assert "Empreinte" in member.get("/comites/1").text


def test_an_office_of_one_department_reads_its_files_alone(app: Flask, world: World) -> None:
    """Neither the agenda, nor the minutes, nor the list of meetings tell of the files of another department."""
    with app.app_context():
        mine, theirs = (
            add_complete_file(world, "awaiting_committee", rank=rank, department=code)
            for rank, code in ((1, "44"), (2, "49"))
        )
        both = add_meeting(world, [mine, theirs], state="opened")
        other = add_meeting(world, [theirs], state="opened")
        db.session.get_one(Meeting, both).minutes = "- CC20-0001 : favorable.\n- CC20-0002 : 9 pour.\nSéance levée."
        person = add_person("loire")
        db.session.add(Appointment(user_id=person, role=Role.INSTRUCTOR, department="44"))
        db.session.commit()
    client = sign_in(app, person)
    page = client.get(f"/comites/{both}").text
    assert "CC20-0001" in page
    assert "Séance levée" in page
    assert "CC20-0002" not in page
    assert client.get(f"/comites/{both}/dossiers/CC20-0002").status_code == 403
    assert client.get(f"/comites/{other}").status_code == 403
    assert f'"/comites/{other}"' not in client.get("/comites").text
    assert "CC20-0002" not in client.get("/vagues/1").text + client.get("/selection/1").text
    assert "CC20-0002" in sign_in(app, world["instructor"]).get(f"/comites/{both}").text
