"""What a file or a report still lacks, in sentences."""

from typing import Any

from sqlalchemy import bindparam, select

from grants.database import db
from grants.definitions import completeness, facts
from grants.definitions.answers import Context
from grants.models import Answer, Application, Piece, Report
from grants.policies.known import kept
from grants.values import clock

FILE: Any = bindparam("file")
AFRESH = {"populate_existing": True}
ROWS = select(Answer).filter_by(application_id=FILE).order_by(Answer.id).execution_options(**AFRESH)
PIECES = select(Piece).filter_by(application_id=FILE, replaced_at=None).order_by(Piece.id).execution_options(**AFRESH)


def all_rows(application: Application) -> list[Answer]:
    """What was saved of all its forms, a row a section; every writer holds the file."""
    known = kept(Answer)
    if application.id not in known:
        known[application.id] = db.session.scalars(ROWS, {"file": application.id}).all()
    return list(known[application.id])


def rows_of(application: Application, form_key: str) -> list[Answer]:
    """The same of one form."""
    return [each for each in all_rows(application) if each.form_key == form_key]


def answers_of(application: Application, form_key: str) -> dict[str, Any]:
    """All the answers to one form, whatever the section."""
    return {question: value for row in rows_of(application, form_key) for question, value in row.values.items()}


def given_pieces(application: Application) -> set[str]:
    """The keys of the pieces that are there and were not refused."""
    return {each.key for each in pieces_of(application) if each.is_accepted is not False}


def pieces_of(application: Application) -> list[Piece]:
    """What is joined, without what was taken back; every writer holds the file."""
    known = kept(Piece)
    if application.id not in known:
        known[application.id] = db.session.scalars(PIECES, {"file": application.id}).all()
    return [each for each in known[application.id] if each.replaced_at is None]


def facts_of_filing(application: Application, answers: dict[str, Any]) -> dict[str, Any]:
    """The facts that conditions of the form may ask for: those of the day of the deposit, or of today."""
    day = clock.day_of(application.submitted_at or clock.now())
    return facts.derived(application.file, answers, submitted_on=day)


def missing(application: Application) -> list[completeness.Missing]:
    """Each gap as (section, question, sentence), so that a page can link to it."""
    call, stage = application.file, application.stage_key
    answers = answers_of(application, call.form_of(stage).key)
    known = facts_of_filing(application, answers)
    given = given_pieces(application)
    return completeness.missing(call, call.form_of(stage), answers, known, given=given, stage=stage)


def sentences(application: Application) -> list[str]:
    return [sentence for _, _, sentence in missing(application)]


def of_report(report: Report) -> list[str]:
    """What a report still lacks, question by question, among those that its answers call for."""
    call = report.application.file
    definition = next((each for each in call.reports if each.key == report.key), None)
    questions = definition.questions if definition else []
    context = Context(call, questions, report.values, answers_of(report.application, form_of_file(report.application)))
    asked = completeness.visible_among(questions, report.values, {})
    faults = ((each, completeness.faults(each, report.values.get(each.key), context)) for each in asked)
    return [said(each.label, sentence) for each, found in faults for sentence in found]


def said(label: str, sentence: str) -> str:
    """A fault that names its question says enough; another one is told with it."""
    short = sentence.removesuffix(".")
    return short if label in sentence else f"{label} : {short}"


def form_of_file(application: Application) -> str:
    return application.file.form_of(application.stage_key).key
