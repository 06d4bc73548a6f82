"""From the award to the settled agreement: the convention, its instalments, its reports, the evaluation."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from forms.showing import shown
from grants.database import db
from grants.models import Agreement, Evaluation, Report
from grants.queries.completeness import answers_of
from grants.queries.reports import context_of, questions_of
from grants.rehearsal.answers import report_answers
from grants.rehearsal.filling import brief_of
from tests.journeys.portal import answer_page, file_of
from tests.journeys.walk import Walk


def contract(walk: Walk, number: str, representative: str) -> str:
    """Drafted, sent, signed by both, notified; the page of the convention."""
    walk.act("grant_manager", "agreement.draft", f"/instruction/{number}")
    place = f"/dossiers/{number}/conventions/{newest(walk, Agreement, number)}"
    walk.act("grant_manager", "agreement.send", place)
    walk.act(representative, "agreement.accept", place, signatory="Camille Exemple")
    walk.act("commissioner", "agreement.sign", place)
    walk.act("grant_manager", "agreement.notify", place, commitment_reference="2102368447")
    return place


def pay(walk: Walk, place: str, editor: str, instructor: str) -> None:
    """The next instalment: asked for, service done, ordered, paid."""
    walk.act(editor, "payment.request", place)
    walk.act(instructor, "payment.approve", place)
    walk.act("grant_manager", "payment.order", place, reference="DP 0001")
    walk.play.at += timedelta(days=3)
    walk.act("accountant", "payment.pay", place, reference="VIR 0001")


def newest(walk: Walk, model: Any, number: str, *, key: str | None = None) -> int:
    """The id of the file's newest row of this sort; of the report of this key."""
    with walk.app.app_context():
        rows = select(model.id).filter_by(application_id=file_of(number).id)
        return db.session.scalars((rows.filter_by(key=key) if key else rows).order_by(model.id.desc())).first() or 0


def report(walk: Walk, number: str, key: str, editor: str, instructor: str) -> None:
    """Begun, filled in on its page, handed in, approved."""
    place = f"/dossiers/{number}/comptes-rendus/{newest(walk, Report, number, key=key)}"
    walk.act(editor, "report.draft", place)
    answer_page(walk, f"{place}/remplir", report_answers_of(walk, number, key), "Enregistrer")
    walk.act(editor, "report.submit", place)
    walk.act(instructor, "report.approve", place)


def report_answers_of(walk: Walk, number: str, key: str) -> dict[str, Any]:
    """What the organisation would type, in agreement with its file."""
    with walk.app.app_context():
        file = file_of(number)
        row = db.session.scalars(select(Report).filter_by(application_id=file.id, key=key)).one()
        definition = next(each for each in file.file.reports if each.key == key)
        said = report_answers(brief_of(file), definition, answers_of(file, file.file.form_of(file.stage_key).key))
        return {
            each.key: shown(each, said[each.key], context_of(row)) for each in questions_of(row) if each.key in said
        }


def evaluate(walk: Walk, number: str, instructor: str) -> None:
    """Planned, written, approved, published."""
    walk.act(instructor, "evaluation.plan", f"/instruction/{number}")
    place = f"/dossiers/{number}/evaluation/{newest(walk, Evaluation, number)}"
    walk.act(instructor, "evaluation.start", place)
    marks = dict.fromkeys(("relevance", "effectiveness", "efficiency", "impact"), "4")
    said = {"conclusion": "L’action a touché le public annoncé.", "recommendation": "renew"}
    walk.act(instructor, "evaluation.submit", place, **marks, **said)
    walk.act("commissioner", "evaluation.approve", place)
    walk.act("communication", "evaluation.publish", place)
