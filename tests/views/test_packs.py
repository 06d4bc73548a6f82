"""The documents of a meeting and its minutes on paper: each reader’s own files, and what proves the text."""

import io

import pytest
from flask import Flask
from page import ValidationProfile, validate_pdf_bytes
from pypdf import PdfReader
from redis import Redis
from rq import Queue
from rq.serializers import JSONSerializer
from sqlalchemy import select

from grants.database import db
from grants.jobs import packs as jobs
from grants.models import Meeting, MeetingMember, MeetingPack, Recusal, Seat
from grants.services import meetings
from grants.services import packs as services
from grants.values import clock
from tests.support.instruction import add_complete_file, add_meeting, add_person, add_review
from tests.support.web import sign_in
from tests.world import World, add_world, version_of

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PAGE = "/comites/1/dossier-de-seance"


@pytest.fixture
def world(app: Flask) -> World:
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        world = add_world(is_open=False)
        files = [add_complete_file(world, "awaiting_committee", rank=rank) for rank in (1, 2)]
        for file in files:
            add_review(world, file, world["reviewer"], "4.10")
        add_meeting(world, files)
        world.people["concerned"] = add_person("concernée")
        world.people["first"] = files[0]
        seat = MeetingMember(meeting_id=1, user_id=world["concerned"], seat=Seat.CONCERNED_PERSON, is_present=True)
        db.session.add(seat)
        db.session.commit()
        return world


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def faults(pdf: bytes) -> list[str]:
    return [each.rule_id for each in validate_pdf_bytes(pdf, profile=ValidationProfile.PDF_UA_1).failures]


def recuse(world: World, name: str) -> None:
    link = Recusal(application_id=world["first"], user_id=world[name], reason="x", declared_at=clock.now())
    db.session.add(link)
    db.session.commit()


def made(app: Flask, world: World, name: str) -> bytes:
    """Asked for by its page, made by its job."""
    reader = sign_in(app, world[name])
    assert reader.post(PAGE).status_code == 303
    assert reader.post(PAGE).status_code == 303  # twice is once
    assert "En attente" in reader.get(PAGE).text
    with app.app_context():
        pack_id = db.session.scalars(select(MeetingPack.id).filter_by(reader_id=world[name])).one()
        db.session.rollback()
        jobs.build(pack_id)
        jobs.build(pack_id)
    assert "est prêt" in reader.get(PAGE).text
    return reader.get(f"{PAGE}.pdf").data


def test_each_reader_gets_the_files_they_may_see_in_one_tagged_pdf(app: Flask, world: World) -> None:
    with app.app_context():
        recuse(world, "committee_member")
    whole, partial = made(app, world, "president"), made(app, world, "committee_member")
    assert "CC20-0001" in text_of(whole)
    assert "4,1" in text_of(whole)
    assert "CC20-0001" not in text_of(partial)
    assert "CC20-0002" in text_of(partial)
    assert faults(whole) == []


def test_a_person_concerned_reads_plain_words(app: Flask, world: World) -> None:
    text = text_of(made(app, world, "concerned"))
    assert "Pour qui" in text
    assert "Ils le trouvent bon" in text
    assert "Critère" not in text


def test_a_recusal_told_since_closes_the_documents(app: Flask, world: World) -> None:
    made(app, world, "president")
    with app.app_context():
        recuse(world, "president")
    reader = sign_in(app, world["president"])
    assert reader.get(f"{PAGE}.pdf").status_code == 404
    assert "plus à jour" in reader.get(PAGE).text
    assert sign_in(app, world["secretary"]).get(f"{PAGE}.pdf").status_code == 404  # its own, not made
    assert sign_in(app, world["applicant"]).get(PAGE).status_code == 403


def test_the_minutes_on_paper_bear_their_signatures_and_an_altered_text_is_found(app: Flask, world: World) -> None:
    with app.app_context():
        for name, verb, given in (
            ("secretary", "adjourn", {"reason": "plus de quorum"}),
            ("secretary", "minute", {"minutes": "Procès-verbal\n\nLe comité s’est réuni."}),
            ("president", "sign", {}),
            (
                "president",
                "correct",
                {"minutes": "Procès-verbal\n\nLe comité ne s’est pas réuni.", "reason": "coquille"},
            ),
            ("president", "sign", {}),
            ("secretary", "sign", {}),
        ):
            getattr(meetings, verb)(world[name], 1, version=version_of(Meeting, 1), **given)
    reader = sign_in(app, world["president"])
    paper = reader.get("/comites/1/proces-verbal.pdf").data
    text = text_of(paper)
    assert faults(paper) == []
    for words in ("ne s’est pas réuni", "La présidence", "Secretary Fictif", "Empreinte"):
        assert words in text
    page = reader.get("/comites/1/proces-verbal/verifier").text
    assert "est authentique" in page
    assert "coquille" in page
    with app.app_context():
        db.session.get_one(Meeting, 1).minutes = "Procès-verbal\n\nLe comité a tout refusé."
        db.session.commit()
    assert "celui qui a été signé" in reader.get("/comites/1/proces-verbal/verifier").text
    assert "est authentique" not in reader.get("/comites/1/proces-verbal/verifier").text


def test_a_long_one_has_the_time_that_is_believed_of_it(app: Flask, world: World, valkey: str) -> None:
    """Four hundred files take longer than the three minutes that a queue gives to a job by itself."""
    app.config["REDIS_URL"] = valkey
    with app.app_context():
        services.ask(world["president"], 1)
        db.session.rollback()
        jobs.call()
    with Redis.from_url(valkey) as server:
        waiting = Queue("documents", connection=server, serializer=JSONSerializer).jobs
    assert [each.timeout for each in waiting if each.func_name.endswith("packs.build")] == [600]
