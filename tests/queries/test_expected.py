"""What is expected of each role, from the tables, filtered by the policies."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select

from grants import journal
from grants.database import db
from grants.models import (
    Application,
    Appointment,
    Evaluation,
    Opinion,
    Recusal,
    Report,
    Review,
    Round,
    User,
)  # fmt: skip
from grants.queries import expected
from grants.queries.expected import Expected
from grants.values import clock
from tests.world import World, add_file, add_world
from workflows.roles import Role

DAY = timedelta(days=1)


@pytest.fixture
def world(app: Flask) -> Iterator[World]:
    with app.app_context():
        yield add_world(is_open=False)


def of(world: World, name: str) -> list[Expected]:
    db.session.rollback()
    return expected.of(db.session.get_one(User, world[name]))


def said(found: list[Expected]) -> list[tuple[str, str, str]]:
    return [(each.subject.__tablename__, each.role, each.acts[0]) for each in found]


@pytest.mark.parametrize(
    ("state", "who", "act"),
    [
        ("draft", "applicant", "application.submit"),
        ("submitted", "instructor", "application.start_review"),
        ("to_complete", "applicant", "application.complete"),
        ("under_review", "instructor", "application.refer"),
        ("awaiting_committee", "secretary", "application.recommend"),
        ("recommended", "authority", "ruling.award"),
        ("recommended", "prefect", "ruling.award"),
        ("ineligibility_proposed", "authority", "application.declare_ineligible"),
    ],
)
def test_each_state_of_a_file_waits_for_its_role(world: World, state: str, who: str, act: str) -> None:
    add_file(world, state)
    found = [each for each in of(world, who) if each.subject.__tablename__ == "application"]
    assert [each.acts[0] for each in found] == [act] or act in found[0].acts
    for other in ("reviewer", "auditor", "communication", "accountant", "outsider"):
        assert [each for each in of(world, other) if each.subject.__tablename__ == "application"] == []


def test_a_recused_person_is_not_expected(world: World) -> None:
    id = add_file(world, "submitted")
    assert len(of(world, "instructor")) == 1
    recusal = Recusal(application_id=id, user_id=world["instructor"], reason="Parent.", declared_at=clock.now())
    db.session.add(recusal)
    db.session.commit()
    assert said(of(world, "instructor")) == []
    assert said(of(world, "secretary")) == [("recusal", "secretary", "recusal.confirm")]


def test_an_appointment_of_one_department_is_not_expected_in_another(world: World) -> None:
    """Even when another role, an auditor's, shows all the files."""
    add_file(world, "submitted", rank=1, department="49")
    add_file(world, "submitted", rank=2, department="44")
    mine = db.session.scalars(select(Appointment).filter_by(user_id=world["instructor"])).one()
    mine.department = "44"
    db.session.add(Appointment(user_id=world["instructor"], role=Role.AUDITOR))
    db.session.commit()
    assert [each.subject.department for each in of(world, "instructor")] == ["44"]


def test_who_instructed_is_not_asked_to_rule(world: World) -> None:
    id = add_file(world, "recommended")
    assert len(of(world, "authority")) == 1
    file = db.session.get_one(Application, id)
    journal.append(file, "application.start_review", actor_id=world["authority"], at=clock.now())
    db.session.commit()
    assert of(world, "authority") == []
    assert len(of(world, "prefect")) == 1


def test_a_draft_is_nobody_elses(world: World) -> None:
    add_file(world, "draft")
    for name in world.people:
        if name not in ("applicant", "representative"):
            assert [each for each in of(world, name) if each.subject.__tablename__ == "application"] == []


def test_opinions_are_asked_of_their_own_service(world: World) -> None:
    id = add_file(world, "under_review")
    for service in ("state_department", "another"):
        db.session.add(Opinion(
            application_id=id, service=service, service_label=service, question="?", asked_at=clock.now(),
            asked_by_id=world["instructor"], due_at=clock.now() + DAY, workflow_key="opinion@1", state="asked",
        ))  # fmt: skip
    db.session.commit()
    found = of(world, "service")
    assert [(each.subject.service, each.acts[0]) for each in found] == [("state_department", "opinion.give")]


def test_a_reviewer_is_asked_for_the_files_not_yet_scored(world: World) -> None:
    for rank, status in enumerate(("assigned", "scored"), 1):
        review = Review(application_id=add_file(world, "under_review", rank=rank), reviewer_id=world["reviewer"])
        review.stage_key, review.status, review.assigned_at = "s", status, clock.now()
        review.assigned_by_id = world["instructor"]
        db.session.add(review)
    db.session.commit()
    assert said(of(world, "reviewer")) == [("review", "reviewer", "review.score")]


def test_rounds_wait_for_the_commissioner(world: World) -> None:
    assert ("round", "commissioner", "round.decide") in said(of(world, "commissioner"))
    db.session.get_one(Round, world.round_id).state = "decided"
    db.session.commit()
    assert ("round", "commissioner", "round.publish") in said(of(world, "commissioner"))


def test_what_belongs_to_a_file_is_found_too(world: World) -> None:
    id = add_file(world, "awarded", released_at=clock.now())
    add_report(id, "due")
    db.session.add(Evaluation(application_id=id, planned_at=clock.now(), due_at=clock.now() + DAY,
                              workflow_key="evaluation@1", state="submitted"))  # fmt: skip
    db.session.commit()
    assert ("report", "applicant", "report.draft") in said(of(world, "applicant"))
    assert ("evaluation", "commissioner", "evaluation.approve") in said(of(world, "commissioner"))


def add_report(application_id: int, state: str, key: str = "final") -> None:
    report = Report(application_id=application_id, key=key, kind="final", label="Final", due_at=clock.now() - DAY)
    report.workflow_key, report.state = "report@1", state
    db.session.add(report)
    db.session.commit()


def test_the_most_pressing_comes_first(world: World) -> None:
    add_file(world, "submitted", rank=1, submitted_at=clock.now())
    add_file(world, "submitted", rank=2, submitted_at=clock.now() - 40 * DAY)
    assert [each.subject.number[-4:] for each in of(world, "instructor")] == ["0002", "0001"]


def test_what_was_sent_on_waits_for_others(world: World) -> None:
    add_file(world, "to_complete", completion_due_at=clock.now() + DAY)
    db.session.rollback()
    others = expected.of_others(db.session.get_one(User, world["instructor"]))
    assert [(each.subject.state, each.subject.step.awaits) for each in others] == [("to_complete", Role.APPLICANT)]
    assert expected.of_others(db.session.get_one(User, world["auditor"])) == []


@pytest.mark.parametrize("who", ["instructor", "commissioner", "applicant"])
def test_the_number_of_statements_does_not_grow_with_the_files(world: World, who: str) -> None:
    states = ["submitted", "under_review", "to_complete", "recommended"]

    def statements() -> int:
        count: list[Any] = []
        db.session.rollback()
        user = db.session.get_one(User, world[who])
        event.listen(db.engine, "before_cursor_execute", lambda *_: count.append(1))
        for each in [*expected.of(user), *expected.of_others(user)]:
            assert each.application is None or each.application.organisation.name
        return len(count)

    for rank in range(4):
        add_file(world, states[rank % 4], rank=rank + 1, completion_due_at=clock.now())
    few = statements()
    for rank in range(4, 40):
        add_file(world, states[rank % 4], rank=rank + 1, completion_due_at=clock.now())
    # The listeners add up: each counts what the engine says after it was added.
    assert statements() == few


def test_an_open_round_is_the_administrators_to_watch(world: World) -> None:
    round = db.session.get_one(Round, world.round_id)
    round.state = "open"
    db.session.commit()
    seen = [(each.subject, each.acts) for each in of(world, "administrator")]
    assert seen == [(round, ("round.extend",))]
    assert not [each for each in of(world, "auditor") if isinstance(each.subject, Round)]
