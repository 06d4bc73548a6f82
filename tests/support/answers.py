"""Whole answers to any form of a call: what a careful applicant would write."""

from typing import Any

from sqlalchemy import select

from grants.database import db
from grants.definitions.answers import Context
from grants.definitions.answers.context import years_of
from grants.definitions.call import CallFile
from grants.definitions.completeness import visible_questions, wanted_pieces
from grants.definitions.question import TABLES, FormDefinition, Question
from grants.models import Answer, Application
from grants.queries.completeness import answers_of
from grants.services import applications, pieces

CHOSEN = {
    "project_title": "Une épicerie solidaire sur la route", "legal_nature": "association_1901", "has_siret": "yes",
    "scope": "department", "department": "49", "departments": ["49"], "requested_amount": "18000.00",
    "requested_estimate": "18000.00", "project_start": "2020-09-01", "project_end": "2021-06-30",
    "is_renewal": "first", "created_on": "2010-05-04", "territory": ["department:49"], "signatory": "representative",
}  # fmt: skip
PLAIN = {
    "text": "Réponse", "long_text": "Une réponse de quelques mots.", "date": "2020-09-01", "email": "a@guichet.example",
    "phone": "0240123456", "siret": "73282932000074", "rna": "W443000123", "iban": "FR7630006000011234567890189",
    "commune": "49259", "territory": ["department:49"], "attestation": True, "file": "note.pdf",
}  # fmt: skip


def whole(call: CallFile, form: FormDefinition, **said: Any) -> dict[str, Any]:
    """Answers that leave nothing missing; `said` replaces some of them."""
    answers: dict[str, Any] = {}
    for _ in range(4):  # an answer may call for another question
        for question in visible_questions(form, answers, {}):
            if question.required and question.key not in answers:
                answers[question.key] = said.get(question.key, one(question, Context.of(call, form, answers)))
    return answers


def one(question: Question, context: Context) -> Any:
    """One right answer."""
    kind, options = question.type, [each.value for each in context.options(question)]
    wished = CHOSEN.get(question.key)
    if kind == "choice":
        return wished if wished in options else options[0]
    if kind == "choices":
        least = max(question.min_choices or 1, 1)
        return wished if isinstance(wished, list) and len(wished) >= least else options[:least]
    if kind == "money" and wished and (question.min is None or float(wished) >= float(question.min)):
        return wished
    if kind in ("number", "money"):
        return number(question)
    if kind in TABLES:
        return table(question, context)
    if kind == "budget":
        return budget(question, context)
    if kind == "indicators":
        return figures(question, context)
    if kind == "date":
        return dated(question, wished)
    return wished or PLAIN[kind]


def number(asked: Any) -> Any:
    if asked.type == "money":
        return str(asked.min or "1200.00")
    return int(float(asked.min)) if asked.min else 1


def dated(asked: Any, wished: str | None) -> str:
    day = wished or PLAIN["date"]
    if asked.min and day < str(asked.min):
        return str(asked.min)
    return str(asked.max) if asked.max and day > str(asked.max) else str(day)


def table(question: Question, context: Context) -> list[dict[str, Any]]:
    rows = []
    for rank in range(question.min_rows or 1):
        cells = {each.key: cell(each, context, rank) for each in question.columns or [] if each.required}
        rows.append(cells)
    if question.total_must_equal:
        share_out(rows, question, context.answers.get(question.total_must_equal, "18000.00"))
    return rows


def cell(column: Any, context: Context, rank: int) -> Any:
    options = [each.value for each in context.options(column)]
    if column.type == "choice":
        return options[rank % len(options)]
    return number(column) if column.type in ("number", "money") else PLAIN.get(column.type, "Réponse")


def share_out(rows: list[dict[str, Any]], question: Question, total: str) -> None:
    keys = [each.key for each in question.columns or [] if each.type == "money"]
    for row in rows:
        row[keys[0]] = f"{float(total) / len(rows):.2f}"


def budget(question: Question, context: Context) -> dict[str, Any]:
    """Charges of 30 000 €, of which the call is asked its part; only that when nothing is asked of it."""
    years = len(years_of(question))
    asked = float(context.answers.get(question.must_equal or "", "18000.00"))
    whole = asked * 1.5
    spread = lambda amount: [f"{amount / years:.2f}"] * years  # noqa: E731  # three lines read better than three calls
    lines = {"641": spread(whole)}
    if question.funder_row:
        return {"lines": lines | {question.funder_row: spread(asked), "70": spread(whole - asked)}}
    return {"lines": lines | {"70": spread(whole)}}


def figures(question: Question, context: Context) -> dict[str, Any]:
    count = len(years_of(question))
    values = {each.key: ["10"] * count for each in context.indicators(question)}
    return {"values": values}


def fill(actor_id: int, application_id: int, **said: Any) -> None:
    """Answer the whole form of the file's stage through the services, and join every required piece."""
    file = db.session.get_one(Application, application_id)
    form, call = file.file.form_of(file.stage_key), file.file
    answers = whole(call, form, **said)
    for section in form.sections:
        values = {each.key: answers[each.key] for each in section.questions if each.key in answers}
        known = select(Answer.version).filter_by(application_id=file.id, form_key=form.key, section_key=section.key)
        applications.edit(actor_id, file.id, section.key, version=db.session.scalar(known) or 0, values=values)
    join_all(actor_id, application_id)


def join_all(actor_id: int, application_id: int) -> None:
    """Every required piece, each with a content of its own."""
    file = db.session.get_one(Application, application_id)
    answers = answers_of(file, file.file.form_of(file.stage_key).key)
    for piece in wanted_pieces(file.file.pieces, answers, {}, stage=file.stage_key):
        if piece.required:
            digest = f"{abs(hash((application_id, piece.key))):064x}"[-64:]
            pieces.give(
                actor_id, file.id, piece.key, name=f"{piece.key}.pdf", digest=digest, size=1200,
                media_type="application/pdf",
            )  # fmt: skip
