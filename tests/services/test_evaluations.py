"""The evaluation of a project, and the appeal against its ruling."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from grants.database import db
from grants.models import Appeal, Application, Evaluation, IndicatorValue, JournalEntry, Letter, Report, Ruling, Verdict
from grants.services import appeals, evaluations
from grants.values import clock
from tests.world import World, add_file, add_world, envelope, version_of
from workflows.errors import Invalid, NotAllowed, Refused

MARKS = {"relevance": 4, "effectiveness": 3, "efficiency": 0, "impact": 5}


@pytest.fixture
def world(app: Flask) -> Iterator[World]:
    with app.app_context():
        yield add_world()


def planned(world: World) -> int:
    file_id = add_file(world, "awarded", released_at=clock.now())
    report = Report(application_id=file_id, key="final", kind="final", label="Final", due_at=clock.now())
    report.workflow_key, report.state, report.decided_at = "report@1", "approved", clock.now()
    report.indicators = [IndicatorValue(key="people_supported", target=120, value=110)]
    db.session.add(report)
    db.session.commit()
    version = version_of(Application, file_id)
    due_on = clock.today() + timedelta(days=60)
    return evaluations.plan(world["instructor"], file_id, version=version, due_on=due_on)


def seen(id: int) -> int:
    return version_of(Evaluation, id)


def handed_in(world: World) -> int:
    id = planned(world)
    evaluations.start(world["instructor"], id, version=seen(id))
    evaluations.submit(
        world["instructor"], id, version=seen(id), marks=MARKS, conclusion="Utile.", recommendation="renew"
    )
    return id


def test_the_commissioner_approves_and_the_indicators_are_frozen(world: World) -> None:
    id = handed_in(world)
    with pytest.raises(NotAllowed):
        evaluations.approve(world["instructor"], id, version=seen(id))
    evaluations.approve(world["commissioner"], id, version=seen(id))
    evaluation = db.session.get_one(Evaluation, id)
    assert evaluation.state == "approved"
    assert evaluation.indicators is not None
    assert [(each["target"], each["value"]) for each in evaluation.indicators] == [("120.00", "110.00")]
    value = db.session.scalars(select(IndicatorValue)).one()
    value.value = 1
    db.session.commit()
    assert db.session.get_one(Evaluation, id).indicators[0]["value"] == "110.00"
    evaluations.publish(world["communication"], id, version=seen(id))
    assert db.session.get_one(Evaluation, id).is_published


@pytest.mark.parametrize("marks", [{"relevance": 4}, MARKS | {"impact": 6}, MARKS | {"impact": -1}])
def test_a_mark_that_lacks_or_is_out_of_range_is_refused(world: World, marks: dict[str, int]) -> None:
    id = planned(world)
    evaluations.start(world["instructor"], id, version=seen(id))
    with pytest.raises(Invalid):
        evaluations.submit(
            world["instructor"], id, version=seen(id), marks=marks, conclusion="x", recommendation="renew"
        )
    assert db.session.get_one(Evaluation, id).state == "in_progress"


def test_an_evaluation_is_planned_once(world: World) -> None:
    file_id = db.session.get_one(Evaluation, planned(world)).application_id
    with pytest.raises(Refused, match="déjà prévue"):
        evaluations.plan(
            world["instructor"], file_id, version=version_of(Application, file_id),
            due_on=clock.today() + timedelta(days=5),
        )  # fmt: skip


def refused(world: World) -> int:
    file_id = add_file(world, "refused", released_at=clock.now())
    funder_id = envelope(world, "d49").funder_id
    ruling = Ruling(application_id=file_id, funder_id=funder_id, author_id=world["authority"], decided_at=clock.now())
    ruling.verdict, ruling.reason = Verdict.REFUSAL, "Le projet ne relève pas de l’appel."
    letter = Letter(application_id=file_id, act="ruling.refuse", template_key="refus", reference="L1", context={})
    letter.recipient_name, letter.issued_at = "x", clock.now()
    db.session.add_all([ruling, letter])
    db.session.commit()
    return file_id


def filed(world: World) -> int:
    file_id = refused(world)
    return appeals.file(world["applicant"], file_id, version=version_of(Application, file_id), grounds="Il en relève.")


def test_an_accepted_appeal_reopens_the_file_and_keeps_its_letters_marked(world: World) -> None:
    id = filed(world)
    appeals.accept(world["prefect"], id, version=version_of(Appeal, id), answer="Le projet en relève en effet.")
    appeal = db.session.get_one(Appeal, id)
    assert (appeal.state, appeal.application.state) == ("accepted", "under_review")
    assert [each.is_in_force for each in appeal.application.rulings] == [False]
    old = db.session.scalars(select(Letter).filter_by(act="ruling.refuse")).one()
    assert old.superseded_at is not None
    assert "application.reopen" in set(db.session.scalars(select(JournalEntry.act)))


def test_a_rejected_appeal_leaves_the_ruling_in_force(world: World) -> None:
    id = filed(world)
    appeals.reject(world["prefect"], id, version=version_of(Appeal, id), answer="Les règles de l’appel l’excluent.")
    appeal = db.session.get_one(Appeal, id)
    assert (appeal.state, appeal.application.state) == ("rejected", "refused")
    assert [each.is_in_force for each in appeal.application.rulings] == [True]


def test_one_appeal_at_a_time_and_within_two_months(world: World) -> None:
    file_id = db.session.get_one(Appeal, filed(world)).application_id
    with pytest.raises(Refused, match="déjà en cours"):
        appeals.file(world["applicant"], file_id, version=version_of(Application, file_id), grounds="Encore.")
    late = add_file(world, "refused", rank=2, released_at=clock.now() - timedelta(days=70))
    with pytest.raises(Refused, match="Le délai de recours"):
        appeals.file(world["applicant"], late, version=version_of(Application, late), grounds="Trop tard.")
    assert db.session.scalars(select(Appeal)).all()[1:] == [], "a refused act leaves nothing"


def test_who_instructed_does_not_answer_the_appeal(world: World) -> None:
    id = filed(world)
    with pytest.raises(NotAllowed):
        appeals.reject(world["instructor"], id, version=version_of(Appeal, id), answer="Non.")
