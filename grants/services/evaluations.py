"""Acts on evaluations: the funder's judgement of the result, approved by the commissioner."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from grants.database import db
from grants.models import Application, Evaluation, Report
from grants.services.command import Act, command
from grants.values import clock
from grants.values.clock import PARIS
from workflows.errors import Invalid, Refused
from workflows.registry import latest

CRITERIA = {
    "relevance": "Pertinence : le projet répondait à un besoin réel",
    "effectiveness": "Efficacité : les objectifs sont atteints",
    "efficiency": "Efficience : les moyens sont proportionnés aux résultats",
    "impact": "Effets : ce qui reste pour les personnes et le territoire",
}
HIGHEST = 5
RECOMMENDATIONS = {"renew": "Reconduire", "adapt": "Reconduire en adaptant", "stop": "Ne pas reconduire"}


@command
def plan(act: Act, application_id: int, *, version: int, due_on: date) -> int:
    """Foresee the evaluation of a project, to be handed in by this day; its id."""
    application = act.lock(Application, application_id, version=version)
    if db.session.scalar(select(Evaluation.id).filter_by(application_id=application.id)):
        raise Refused(["L’évaluation de ce projet est déjà prévue."])
    if due_on <= clock.day_of(act.at):
        raise Refused(["La date de l’évaluation doit être à venir."])
    workflow = latest("evaluation")
    evaluation = Evaluation(application=application, workflow_key=workflow.key, state=workflow.initial)
    evaluation.planned_at, evaluation.due_at = act.at, datetime.combine(due_on, time(23, 59, 59), PARIS)
    db.session.add(evaluation)
    db.session.flush()
    act.do(application, "evaluation.plan", due_on=due_on.isoformat(), evaluation_id=evaluation.id)
    return evaluation.id


@command
def start(act: Act, evaluation_id: int, *, version: int) -> None:
    """Take the evaluation in hand."""
    evaluation = act.hold(Evaluation, evaluation_id, version=version)
    act.move(evaluation, "evaluation.start")
    evaluation.author_id = act.actor.id


@command
def submit(
    act: Act, evaluation_id: int, *, version: int, marks: Mapping[str, int], conclusion: str, recommendation: str
) -> None:
    """Hand it in to the commissioner: a mark from 0 to 5 on each criterion, a conclusion, what to do next."""
    evaluation = act.hold(Evaluation, evaluation_id, version=version)
    if set(marks) != set(CRITERIA) or not all(0 <= mark <= HIGHEST for mark in marks.values()):
        raise Invalid
    if recommendation not in RECOMMENDATIONS or not conclusion.strip():
        raise Invalid
    act.move(evaluation, "evaluation.submit")
    evaluation.marks, evaluation.conclusion = dict(marks), conclusion
    evaluation.recommendation, evaluation.submitted_at = recommendation, act.at
    evaluation.author_id = act.actor.id


@command
def request_revision(act: Act, evaluation_id: int, *, version: int, reason: str) -> None:
    """Send it back to its author, with the reason."""
    evaluation = act.hold(Evaluation, evaluation_id, version=version)
    act.move(evaluation, "evaluation.request_revision", said={"reason": reason})


@command
def approve(act: Act, evaluation_id: int, *, version: int) -> None:
    """Approve it: from now on its indicators are frozen."""
    evaluation = act.hold(Evaluation, evaluation_id, version=version)
    act.move(evaluation, "evaluation.approve")
    evaluation.indicators, evaluation.approved_at = frozen(evaluation.application), act.at


def frozen(application: Application) -> list[dict[str, Any]]:
    """The figures of the latest approved report that gives some; numbers as text, unknown as None."""
    approved = select(Report).filter_by(application_id=application.id, state="approved")
    reports = db.session.scalars(
        approved.options(selectinload(Report.indicators)).order_by(Report.kind != "final", Report.decided_at.desc())
    ).all()
    rows = next((each.indicators for each in reports if each.indicators), [])
    known = {each.key: each for each in application.file.indicators}
    return [
        {
            "key": row.key,
            "label": known[row.key].label if row.key in known else row.key,
            "unit": known[row.key].unit if row.key in known else "",
            "target": None if row.target is None else str(row.target),
            "value": None if row.value is None else str(row.value),
        }
        for row in rows
    ]


@command
def publish(act: Act, evaluation_id: int, *, version: int) -> None:
    """Make it public."""
    evaluation = act.hold(Evaluation, evaluation_id, version=version)
    act.move(evaluation, "evaluation.publish")
    evaluation.published_at = act.at
