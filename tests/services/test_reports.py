"""What a laureate owes: asked for, filled in, handed in, examined."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import select

from grants.database import db
from grants.definitions import due
from grants.definitions.follow_up import ReportDue
from grants.models import Agreement, AgreementKind, Answer, Application, Funder, OutboxItem, Report
from grants.services import reports
from grants.services.command import Act, command
from grants.values import clock
from grants.values.money import Money
from tests.world import World, add_file, add_world, call_file, version_of
from workflows.errors import NotAllowed, Refused, Stale

YEAR = {"starts_on": date(2020, 9, 1), "ends_on": date(2021, 6, 30), "notified_on": date(2020, 9, 15)}
BUDGET = {"lines": {"601": ["1000.00"], "own_funds": ["1000.00"]}}


def test_a_final_report_is_due_six_months_after_the_end_of_the_exercise() -> None:
    assert due.dates(ReportDue(after="exercise_end", months=6), **YEAR) == [("", date(2022, 6, 30))]


def test_a_monthly_report_has_one_row_a_month_until_its_end() -> None:
    found = due.dates(ReportDue(every="month", day=10, until=date(2021, 3, 31)), **YEAR)
    assert found[0] == ("2020-09", date(2020, 10, 10))
    assert found[-1] == ("2021-02", date(2021, 3, 10))
    assert len(found) == 6


@pytest.fixture
def world(app: Flask) -> Iterator[World]:
    with app.app_context():
        yield add_world()


def laureate(world: World) -> int:
    file_id = add_file(world, "awarded", released_at=clock.now())
    file = db.session.get_one(Application, file_id)
    form = file.file.form_of(file.stage_key)
    section = next(s for s in form.sections if any(q.type == "indicators" for q in s.questions))
    question = next(q for q in section.questions if q.type == "indicators")
    values = {question.key: {"values": {"people_supported": ["120"], "of_whom_children": [""]}}}
    row = Answer(application_id=file_id, form_key=form.key, section_key=section.key, values=values)
    row.saved_at, row.saved_by_id = clock.now(), world["applicant"]
    db.session.add(row)
    db.session.commit()
    return file_id


@command
def agreed(act: Act, file_id: int) -> None:
    """An agreement that is notified, as its service would leave it."""
    file = act.lock(Application, file_id)
    agreement = Agreement(application=file, kind=AgreementKind.ORDER, reference="A1", object="x", drafted_at=act.at)
    agreement.amount, agreement.notified_at = Money.of(10_000), act.at
    agreement.funder_id = db.session.scalars(select(Funder.id).order_by(Funder.id).limit(1)).one()
    agreement.workflow_key, agreement.state = "agreement@1", "notified"
    agreement.starts_on, agreement.ends_on = clock.today(), date(clock.today().year, 12, 31)
    db.session.add(agreement)
    db.session.flush()
    reports.open_due(act, agreement)
    reports.open_due(act, agreement)


def opened(world: World) -> int:
    file_id = laureate(world)
    agreed(world["grant_manager"], file_id)
    return db.session.scalars(select(Report.id).filter_by(application_id=file_id)).one()


def answers() -> dict[str, object]:
    asked = [each.key for each in call_file("credits_commissaire_2020").indicators if each.target_required]
    return {
        "done": "Tout.", "actual_beneficiaries": [{"public": "children", "people": "80"}],
        "actual_indicators": {"values": {key: ["110"] for key in asked}}, "heard": "Bien.", "learned": "Rien.",
        "final_budget": BUDGET, "att_final": True,
    }  # fmt: skip


def test_the_reports_of_the_call_are_asked_for_once_with_their_targets(world: World) -> None:
    report = db.session.get_one(Report, opened(world))
    assert (report.state, report.kind) == ("due", "final")
    assert clock.day_of(report.due_at) == date(clock.today().year + 1, 6, 30)
    targets = {each.key: each.target for each in report.indicators}
    assert targets["people_supported"] == 120
    assert targets["of_whom_children"] is None, "unknown is not zero"
    assert db.session.scalars(select(OutboxItem).filter_by(act="report.open")).one().subject_id == report.id


def test_a_report_is_handed_in_whole_and_approved_by_somebody_else(world: World) -> None:
    id = opened(world)
    reports.draft(world["applicant"], id, version=version_of(Report, id))
    with pytest.raises(Refused, match="Le compte rendu est incomplet"):
        reports.submit(world["applicant"], id, version=version_of(Report, id))
    reports.edit(world["applicant"], id, version=version_of(Report, id), values=answers())
    report = db.session.get_one(Report, id)
    assert {row.key: row.value for row in report.indicators}["people_supported"] == Decimal(110)
    assert report.budget == BUDGET
    reports.submit(world["applicant"], id, version=version_of(Report, id))
    with pytest.raises(NotAllowed):
        reports.approve(world["applicant"], id, version=version_of(Report, id))
    reports.request_revision(world["instructor"], id, version=version_of(Report, id), reason="Précisez l’écart.")
    assert db.session.get_one(Report, id).reason == "Précisez l’écart."
    reports.submit(world["applicant"], id, version=version_of(Report, id))
    reports.approve(world["instructor"], id, version=version_of(Report, id))
    report = db.session.get_one(Report, id)
    assert (report.state, report.reason) == ("approved", None)
    with pytest.raises(Refused):
        reports.edit(world["applicant"], id, version=version_of(Report, id), values={"done": "Autre."})


def test_a_question_that_the_answers_do_not_call_for_is_not_missing(world: World) -> None:
    id = opened(world)
    reports.draft(world["applicant"], id, version=version_of(Report, id))
    said = answers()
    said["final_budget"] = {"lines": {"indirect": ["1000.00"], "own_funds": ["1000.00"]}}
    reports.edit(world["applicant"], id, version=version_of(Report, id), values=said)
    with pytest.raises(Refused, match="Quelle règle avez-vous suivie"):
        reports.submit(world["applicant"], id, version=version_of(Report, id))


def test_two_tabs_do_not_overwrite_each_other(world: World) -> None:
    id = opened(world)
    reports.draft(world["applicant"], id, version=version_of(Report, id))
    seen = version_of(Report, id)
    reports.edit(world["applicant"], id, version=seen, values={"done": "Un."})
    with pytest.raises(Stale):
        reports.edit(world["applicant"], id, version=seen, values={"done": "Deux."})
    assert db.session.get_one(Report, id).values["done"] == "Un."


def test_the_staff_may_ask_for_a_report_but_not_twice(world: World) -> None:
    file_id = laureate(world)
    day = date(clock.today().year + 1, 1, 31)
    version = version_of(Application, file_id)
    reports.open(world["instructor"], file_id, version=version, key="final", due_on=day)
    with pytest.raises(Refused, match="déjà demandé"):
        reports.open(world["instructor"], file_id, version=version_of(Application, file_id), key="final", due_on=day)
    with pytest.raises(NotAllowed):
        reports.open(world["reviewer"], file_id, version=version_of(Application, file_id), key="final", due_on=day)
