"""Reports in the order in which they are due; each approval may release an instalment. Then the evaluation."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from grants.database import db
from grants.models import Application, Evaluation, Report
from grants.queries.completeness import answers_of
from grants.rehearsal.answers import report_answers
from grants.rehearsal.director import Director
from grants.rehearsal.fates import Step
from grants.rehearsal.filling import brief_of
from grants.rehearsal.scenes.paying import pay_what_may_be
from grants.rehearsal.season import Life
from grants.services import evaluations, reports

MARKS = {"relevance": 4, "effectiveness": 4, "efficiency": 3, "impact": 4}


def report_all(play: Director, life: Life) -> None:
    """Each report some days before its term, examined, with what its approval lets be paid."""
    due = (
        select(Report.id, Report.due_at)
        .filter_by(application_id=life.application_id)
        .order_by(Report.due_at, Report.id)
    )
    for report_id, due_at in db.session.execute(due).all():
        play.move_to(due_at - timedelta(days=6))
        report(play, life, report_id)
        if life.fate.reaches(Step.SETTLED):
            pay_what_may_be(play, life)


def report(play: Director, life: Life, report_id: int) -> None:
    instructor = play.at_file(life.application_id)
    if life.fate.reaches(Step.REPORT_DRAFTED):
        play.do(life.editor, reports.draft, Report, report_id)
    if life.fate.reaches(Step.REPORTED):
        play.do(life.editor, reports.edit, Report, report_id, values=values_of(life, report_id))
        play.do(life.editor, reports.submit, Report, report_id)
    if life.fate.has("stay_revision"):
        ask_revision(play, report_id, instructor)
    if life.fate.reaches(Step.REPORT_APPROVED):
        if life.fate.has("revision") and "compte rendu à reprendre" not in play.turns:
            revise(play, life, report_id, instructor)
        play.do(instructor, reports.approve, Report, report_id)


def revise(play: Director, life: Life, report_id: int, instructor: str) -> None:
    ask_revision(play, report_id, instructor)
    play.do(life.editor, reports.submit, Report, report_id)


def ask_revision(play: Director, report_id: int, instructor: str) -> None:
    play.turns["compte rendu à reprendre"] += 1
    reason, due_on = "Expliquez l’écart sur les personnels.", play.today + timedelta(days=15)
    play.do(instructor, reports.request_revision, Report, report_id, reason=reason, due_on=due_on)


def values_of(life: Life, report_id: int) -> dict[str, Any]:
    """The answers of the report, in agreement with those of the file."""
    application, row = life.application, db.session.get_one(Report, report_id)
    definition = next(each for each in application.file.reports if each.key == row.key)
    said = answers_of(application, application.file.form_of(application.stage_key).key)
    return report_answers(brief_of(application, **life.fate.wanted()), definition, said)


def evaluate(play: Director, life: Life) -> None:
    """Planned, written by the instructor, approved by the commissioner, published."""
    instructor, due_on = play.at_file(life.application_id), play.today + timedelta(days=60)
    found = play.do(instructor, evaluations.plan, Application, life.application_id, due_on=due_on)
    if life.fate.reaches(Step.EVALUATION_STARTED):
        play.do(instructor, evaluations.start, Evaluation, found)
    if life.fate.reaches(Step.EVALUATION_SUBMITTED):
        play.do(instructor, evaluations.submit, Evaluation, found, marks=MARKS, recommendation="renew",
                conclusion="L’action a touché le public annoncé, pour le coût prévu.")  # fmt: skip
    if life.fate.reaches(Step.EVALUATION_APPROVED):
        play.do("commissioner", evaluations.approve, Evaluation, found)
    if life.fate.reaches(Step.EVALUATED):
        play.do("communication", evaluations.publish, Evaluation, found)
