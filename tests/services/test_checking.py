"""Pieces, rules of the call, completion, review: each act done, refused, forbidden to others, and stale."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from grants.database import db
from grants.models import Application, Check, Letter, Piece, Report, Snapshot
from grants.services import applications
from grants.values import clock
from tests.support.instruction import add_complete_file
from tests.world import World, add_world, version_of
from workflows.errors import NotAllowed, Refused, Stale

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ITEM = {"key": "bank_details", "kind": "piece", "label": "RIB", "reason": "au nom d’une personne"}


@pytest.fixture
def world(app: Flask):
    with app.app_context():
        yield add_world(is_open=False)


def check_of(file_id: int, kind: str) -> Check:
    db.session.rollback()
    return db.session.scalars(select(Check).filter_by(application_id=file_id, kind=kind)).one()


def state_of(file_id: int) -> str:
    db.session.rollback()
    return db.session.get_one(Application, file_id).state


def check_pieces(world: World, file_id: int, by: str = "instructor", **refusals: str) -> None:
    applications.check_completeness(world[by], file_id, version=version_of(Application, file_id), refusals=refusals)


def check_rules(world: World, file_id: int, **overrides: str) -> None:
    version = version_of(Application, file_id)
    applications.check_eligibility(world["instructor"], file_id, version=version, overrides=overrides)


def ready(world: World) -> int:
    """A file whose pieces and rules were checked, those that fail being overridden."""
    file_id = add_complete_file(world)
    for kind in ("completeness", "eligibility"):
        db.session.add(Check(application_id=file_id, kind=kind, is_passed=True, findings=[], checked_at=clock.now(),
                             checked_by_id=world["instructor"]))  # fmt: skip
    db.session.commit()
    return file_id


def test_a_required_piece_that_is_not_there_fails_the_check(world: World) -> None:
    file_id = add_complete_file(world)
    check_pieces(world, file_id)
    check = check_of(file_id, "completeness")
    found = {each["key"]: each["passed"] for each in check.findings}
    assert found["bank_details"] is True
    assert found["statutes"] is False
    assert "partner_letters" not in found  # optional, and not joined
    assert check.is_passed is False


def test_a_refused_piece_says_why_and_must_be_joined_again(world: World) -> None:
    file_id = add_complete_file(world)
    check_pieces(world, file_id, bank_details="au nom d’une personne")
    db.session.rollback()
    piece = db.session.scalars(select(Piece).filter_by(application_id=file_id)).one()
    assert (piece.is_accepted, piece.refusal_reason) == (False, "au nom d’une personne")


def test_only_the_instructor_checks_and_a_second_hand_is_stale(world: World) -> None:
    file_id = add_complete_file(world)
    with pytest.raises(NotAllowed):
        check_pieces(world, file_id, by="grant_manager")
    seen = version_of(Application, file_id)
    check_pieces(world, file_id)
    with pytest.raises(Stale):
        applications.check_completeness(world["instructor"], file_id, version=seen, refusals={})


def test_rules_are_judged_on_the_answers_and_the_late_reports(world: World) -> None:
    file_id = add_complete_file(world)
    late = add_complete_file(world, "awarded", rank=2)
    report = Report(application_id=late, key="final", kind="final", label="Final", workflow_key="report@1", state="due",
                    due_at=clock.now() - timedelta(days=3))  # fmt: skip
    db.session.add(report)
    db.session.commit()
    check_rules(world, file_id)
    found = {each["key"]: each for each in check_of(file_id, "eligibility").findings}
    assert found["minimum_age"]["passed"]
    assert found["amount"]["passed"]
    assert not found["late_reports"]["passed"]
    check_rules(world, file_id, late_reports="rendu hier par courrier", rate="budget revu avec le service")
    found = {each["key"]: each for each in check_of(file_id, "eligibility").findings}
    assert found["late_reports"]["overridden"]
    assert found["late_reports"]["reason"] == "rendu hier par courrier"


def test_a_rule_without_exception_cannot_be_overridden(world: World) -> None:
    file_id = add_complete_file(world)
    from grants.models import Answer

    for answer in db.session.scalars(select(Answer).filter_by(application_id=file_id)):
        answer.values = {key: value for key, value in answer.values.items() if key != "legal_nature"} | (
            {"legal_nature": "company"} if "legal_nature" in answer.values else {}
        )
    db.session.commit()
    with pytest.raises(Refused, match="ne souffre pas d’exception"):
        check_rules(world, file_id, legal_nature="on les connaît")


def test_a_completion_stops_the_clock_of_silence_and_writes_a_letter(world: World) -> None:
    file_id = ready(world)
    applications.request_completion(
        world["instructor"], file_id, version=version_of(Application, file_id), items=[ITEM],
        due_on=clock.today() + timedelta(days=10),
    )  # fmt: skip
    db.session.rollback()
    file = db.session.get_one(Application, file_id)
    assert file.state == "to_complete"
    assert file.silence_on is None
    assert file.silence_stopped_at is not None
    assert file.completion_due_at is not None
    letter = db.session.scalars(select(Letter).filter_by(application_id=file_id)).one()
    assert letter.released_at is not None
    assert letter.context["demandes"][0]["motif"] == "au nom d’une personne"
    assert check_of(file_id, "completion").findings[0]["key"] == "bank_details"
    kinds = set(db.session.scalars(select(Check.kind).filter_by(application_id=file_id)))
    assert "completeness" not in kinds  # what comes back is checked again


def test_a_completion_without_an_item_or_for_a_day_past_is_refused(world: World) -> None:
    file_id = ready(world)
    version = version_of(Application, file_id)
    for items, days in (([], 10), ([ITEM], -1)):
        with pytest.raises(Refused):
            applications.request_completion(
                world["instructor"], file_id, version=version, items=items, due_on=clock.today() + timedelta(days=days)
            )


def test_the_review_starts_once_both_checks_passed_and_freezes_the_content(world: World) -> None:
    unchecked = add_complete_file(world, rank=2)
    with pytest.raises(Refused, match="complétude"):
        applications.start_review(world["instructor"], unchecked, version=version_of(Application, unchecked))
    file_id = ready(world)
    applications.start_review(world["instructor"], file_id, version=version_of(Application, file_id))
    assert state_of(file_id) == "under_review"
    snapshot = db.session.scalars(select(Snapshot).filter_by(application_id=file_id)).one()
    assert len(snapshot.digest) == 64


def test_a_file_is_declared_ineligible_by_another_person_and_told_at_once(world: World) -> None:
    file_id = add_complete_file(world)
    propose = applications.propose_ineligible
    propose(world["instructor"], file_id, version=version_of(Application, file_id), reason="hors du territoire")
    version = version_of(Application, file_id)
    with pytest.raises(NotAllowed):
        applications.declare_ineligible(world["instructor"], file_id, version=version, reason="hors du territoire")
    applications.declare_ineligible(world["authority"], file_id, version=version, reason="Deux lieux en Bretagne.")
    db.session.rollback()
    file = db.session.get_one(Application, file_id)
    assert (file.state, file.is_published) == ("ineligible", True)
    letter = db.session.scalars(select(Letter).filter_by(application_id=file_id)).one()
    assert letter.context["regles_non_remplies"] == [
        {"regle": "Conditions de l’appel", "constat": "Deux lieux en Bretagne"}
    ]


def test_a_proposal_not_followed_resumes_the_review_on_a_frozen_content(world: World) -> None:
    file_id = add_complete_file(world, "ineligibility_proposed")
    version = version_of(Application, file_id)
    applications.resume_review(world["authority"], file_id, version=version, reason="l’antenne est à Angers")
    assert state_of(file_id) == "under_review"
    assert db.session.scalars(select(Snapshot.id).filter_by(application_id=file_id)).one()


def test_a_letter_of_intent_is_invited_to_the_next_stage_or_declined_with_reasons(app: Flask) -> None:
    with app.app_context():
        world = add_world("publics_invisibles_2019", is_open=False)
        call = db.session.get_one(Application, add_complete_file(world, "letter_submitted")).file
        first, last = call.stages[0].key, call.stages[-1].key
        invited = add_complete_file(world, "letter_submitted", rank=2, stage_key=first)
        declined = add_complete_file(world, "letter_submitted", rank=3, stage_key=first)
        invite, decline = applications.invite_full, applications.decline_letter
        invite(world["instructor"], invited, version=version_of(Application, invited), remarks="- préciser le soir")
        decline(world["instructor"], declined, version=version_of(Application, declined), reason="public déjà suivi")
        assert state_of(invited) == "invited"
        assert db.session.get_one(Application, invited).stage_key == last
        db.session.rollback()
        file = db.session.get_one(Application, declined)
        assert (file.state, file.is_published) == ("not_invited", True)
        assert set(db.session.scalars(select(Letter.act))) == {"application.invite_full", "application.decline_letter"}
