"""Handing in: complete, in time, once, with a proof."""

import json
from datetime import timedelta
from hashlib import sha256

import pytest
from sqlalchemy import select

from grants import journal
from grants.database import db
from grants.models import Answer, Application, Letter, Receipt, SearchWord, Snapshot
from grants.queries.completeness import sentences
from grants.services import applications, pieces
from grants.values import clock
from grants.values.money import Money
from tests.support.answers import fill
from tests.world import add_file, add_world, version_of
from workflows.errors import NotAllowed, Refused, Stale

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def world(app):
    with app.app_context():
        yield add_world()


@pytest.fixture
def draft(world):
    return applications.start(world["applicant"], world.round_id, organisation_id=world.organisation_id)


def file(id):
    db.session.rollback()
    return db.session.get_one(Application, id)


def hand_in(world, id):
    return applications.submit(world["representative"], id, version=version_of(Application, id))


def test_files_are_numbered_in_their_order(world, draft):
    second = applications.start(world["applicant"], world.round_id, organisation_id=world.organisation_id)
    assert [file(draft).number[-5:], file(second).number[-5:]] == ["-0001", "-0002"]
    assert file(draft).definition_id == file(draft).call.definition_id


def test_only_a_member_starts_a_file_for_an_organisation(world):
    with pytest.raises(NotAllowed):
        applications.start(world["outsider"], world.round_id, organisation_id=world.organisation_id)


def test_nothing_starts_once_the_deposit_is_closed(world):
    from grants.models import Round

    closed = db.session.get_one(Round, world.round_id).closes_at
    with clock.stopped_at(closed), pytest.raises(Refused, match="pas ouvert"):
        applications.start(world["applicant"], world.round_id, organisation_id=world.organisation_id)


def test_a_section_keeps_what_is_typed_right_or_not(world, draft):
    applications.edit(world["applicant"], draft, "request", version=0, values={
        "project_title": "Le camion des démarches", "requested_amount": "beaucoup", "scope": "region",
        "themes": ["food_aid"], "engagement": "4",
    })  # fmt: skip
    saved = db.session.scalars(select(Answer).filter_by(application_id=draft)).one()
    assert saved.values["requested_amount"] == "beaucoup"
    here = file(draft)
    assert (here.title, here.requested_amount, here.department) == ("Le camion des démarches", None, "52")
    assert (here.engagement, here.theme) == (4, "food_aid")
    assert {each.code for each in here.territories} == {"52"}
    assert "camion" in set(db.session.scalars(select(SearchWord.word).filter_by(application_id=draft)))


def test_two_members_on_one_section_clash_and_on_two_sections_do_not(world, draft):
    applications.edit(world["applicant"], draft, "request", version=0, values={"project_title": "A"})
    applications.edit(world["representative"], draft, "need", version=0, values={"need": "B"})
    with pytest.raises(Stale):
        applications.edit(world["representative"], draft, "request", version=0, values={"project_title": "C"})
    assert file(draft).title == "A"


def test_the_staff_and_outsiders_write_nothing_in_a_draft(world, draft):
    for name in ("outsider", "instructor", "administrator"):
        with pytest.raises(NotAllowed):
            applications.edit(world[name], draft, "request", version=0, values={"project_title": "A"})


def test_an_incomplete_file_is_refused_and_nothing_is_written(world, draft):
    with pytest.raises(Refused, match="incomplet"):
        hand_in(world, draft)
    assert file(draft).state == "draft"
    assert db.session.scalar(select(Receipt.id)) is None


def test_a_complete_file_gets_one_receipt_however_often_it_is_handed_in(world, draft):
    fill(world["applicant"], draft)
    assert sentences(file(draft)) == []
    version = version_of(Application, draft)
    first = applications.submit(world["representative"], draft, version=version)
    assert applications.submit(world["representative"], draft, version=version) == first
    receipt = db.session.scalars(select(Receipt)).one()
    here = file(draft)
    assert (here.state, here.requested_amount, here.department) == ("submitted", Money.of(18_000), "49")
    assert here.silence_on is not None
    assert len(receipt.code) == 9
    assert receipt.code[4] == "-"
    assert not set(receipt.code) & set("01OIL")
    assert list(journal.broken_links()) == []


def test_the_hash_is_that_of_what_was_handed_in(world, draft):
    fill(world["applicant"], draft)
    hand_in(world, draft)
    snapshot = db.session.scalars(select(Snapshot)).one()
    content = json.dumps(snapshot.content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert sha256(content.encode()).hexdigest() == snapshot.digest
    assert snapshot.content["answers"]["main"]["request"]["requested_amount"] == "18000.00"
    assert {each["key"] for each in snapshot.content["pieces"]} >= {"bank_details", "statutes"}
    assert db.session.scalars(select(Letter)).one().template_key == "accuse_reception"


def test_the_deadline_is_exact_to_the_second(world, draft):
    fill(world["applicant"], draft)
    closes_at = file(draft).closes_at
    version = version_of(Application, draft)
    with clock.stopped_at(closes_at), pytest.raises(Refused, match="pas ouvert"):
        applications.submit(world["representative"], draft, version=version)
    with clock.stopped_at(closes_at - timedelta(seconds=1)):
        applications.submit(world["representative"], draft, version=version)
    assert file(draft).state == "submitted"


def test_a_page_seen_before_another_member_wrote_does_not_hand_in(world, draft):
    fill(world["applicant"], draft)
    seen = version_of(Application, draft)
    applications.edit(world["representative"], draft, "need", version=1, values={"need": "Tout autre chose."})
    with pytest.raises(Stale):
        applications.submit(world["representative"], draft, version=seen)


def test_a_completion_keeps_the_first_date_and_moves_the_silence(world, draft):
    fill(world["applicant"], draft)
    start = clock.now()
    with clock.stopped_at(start):
        hand_in(world, draft)
    silence = file(draft).silence_on
    asked = [{"key": "bank_details", "kind": "piece", "label": "RIB", "reason": "illisible"}]
    with clock.stopped_at(start + timedelta(days=2)):
        applications.request_completion(
            world["instructor"], draft, version=version_of(Application, draft), items=asked,
            due_on=(start + timedelta(days=20)).date(),
        )  # fmt: skip
    assert file(draft).silence_on is None
    with clock.stopped_at(start + timedelta(days=7)):
        with pytest.raises(Refused, match="Relevé d’identité bancaire"):
            applications.complete(world["applicant"], draft, version=version_of(Application, draft))
        pieces.give(
            world["applicant"],
            draft,
            "bank_details",
            name="rib.pdf",
            digest="a" * 64,
            size=9,
            media_type="application/pdf",
        )
        applications.complete(world["applicant"], draft, version=version_of(Application, draft))
    here = file(draft)
    assert (here.state, here.submitted_at) == ("submitted", start)
    assert here.silence_on == silence + timedelta(days=5)
    assert here.silence_paused_seconds == 5 * 86400


def test_a_letter_of_intent_then_the_full_file(app):
    with app.app_context():
        world = add_world("publics_invisibles_2019")
        letter = applications.start(world["applicant"], world.round_id, organisation_id=world.organisation_id)
        fill(world["applicant"], letter)
        applications.submit_letter(world["representative"], letter, version=version_of(Application, letter))
        assert file(letter).silence_on is None
        applications.invite_full(world["instructor"], letter, version=version_of(Application, letter))
        fill(world["applicant"], letter)
        hand_in(world, letter)
        assert file(letter).silence_on is not None
        assert len(db.session.scalars(select(Receipt)).all()) == 2


def test_a_stranger_learns_nothing_of_a_deposit_already_made(world):
    file_id = add_file(world, "submitted")
    for name in ("outsider", "accountant", "clock"):
        with pytest.raises(NotAllowed):
            applications.submit(world[name], file_id, version=1)
