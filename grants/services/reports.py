"""Acts on reports (comptes rendus): asked for, filled in, handed in, examined."""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from grants.database import db
from grants.definitions import due
from grants.definitions.follow_up import Indicator, ReportDefinition
from grants.models import Agreement, Application, IndicatorValue, Report
from grants.policies.permits import PERMITS
from grants.queries import attempts
from grants.queries.completeness import answers_of
from grants.services import instalments
from grants.services.command import Act, command
from grants.values import clock
from grants.values.clock import PARIS
from grants.values.numbers import decimal_of
from workflows.errors import Refused
from workflows.registry import latest


def open_due(act: Act, agreement: Agreement) -> None:
    """Ask for every report of the call that is not asked for yet; the organisation hears of each kind once."""
    application, notified_on = agreement.application, clock.day_of(agreement.notified_at or act.at)
    starts_on, ends_on = agreement.starts_on or notified_on, agreement.ends_on or notified_on
    asked = select(Report.key, Report.period).filter_by(application_id=application.id)
    known = {(row.key, row.period) for row in db.session.execute(asked)}
    for definition in application.file.reports:
        all_dates = due.dates(definition.due, starts_on=starts_on, ends_on=ends_on, notified_on=notified_on)
        new = [(period, on) for period, on in all_dates if (definition.key, period) not in known]
        for rank, (period, on) in enumerate(new):
            report = add(application, definition, period, on)
            if rank == 0:
                act.tell(report, "report.open", due_on=on.isoformat(), label=report.label)
            else:
                act.record(application, "report.open", subject="report", subject_id=report.id, label=report.label)


@command
def open(act: Act, application_id: int, *, version: int, key: str, due_on: date, period: str = "") -> int:
    """Ask for one report of the call, for this day; its id."""
    application = act.lock(Application, application_id, version=version)
    PERMITS["report.open"].demand(attempts.attempt(act.actor, application, at=act.at))
    definition = next((each for each in application.file.reports if each.key == key), None)
    if definition is None:
        raise Refused(["L’appel ne prévoit pas ce compte rendu."])
    if db.session.scalar(select(Report.id).filter_by(application_id=application.id, key=key, period=period)):
        raise Refused(["Ce compte rendu est déjà demandé."])
    if due_on <= clock.day_of(act.at):
        raise Refused(["La date de remise doit être à venir."])
    report = add(application, definition, period, due_on)
    act.tell(report, "report.open", due_on=due_on.isoformat(), label=report.label)
    return report.id


def add(application: Application, definition: ReportDefinition, period: str, on: date) -> Report:
    """One report to give by the end of this day in Paris, with the targets that were promised."""
    report = Report(application=application, key=definition.key, period=period, kind=definition.kind)
    report.label = f"{definition.label}, {period}" if period else definition.label
    report.workflow_key, report.state = latest("report").key, latest("report").initial
    report.due_at = datetime.combine(on, time(23, 59, 59), PARIS)
    db.session.add(report)
    if any(question.type == "indicators" for question in definition.questions):
        targets = promised(application)
        report.indicators = [
            IndicatorValue(key=each.key, target=targets.get(each.key)) for each in application.file.indicators
        ]
    db.session.flush()
    return report


def promised(application: Application) -> dict[str, Decimal]:
    """The targets of the file: what its last form says of each indicator, all years together."""
    form = application.file.form_of(application.stage_key)
    questions = [each.key for each in form.questions if each.type == "indicators"]
    answers = answers_of(application, form.key)
    said = [answers[key] for key in questions if isinstance(answers.get(key), dict)]
    by_key = {key: figures for each in said for key, figures in each.get("values", {}).items()}
    return {key: total for key, figures in by_key.items() if (total := summed(figures)) is not None}


def summed(figures: Any) -> Decimal | None:
    """The sum of the figures that are there; unknown when none is."""
    known = [number for each in figures if (number := decimal_of(each)) is not None]
    return sum(known, Decimal(0)) if known else None


@command
def draft(act: Act, report_id: int, *, version: int) -> None:
    """Begin to write it, with what the file already says."""
    report = act.hold(Report, report_id, version=version)
    act.move(report, "report.draft")
    report.values = prefilled(report)


def prefilled(report: Report) -> dict[str, Any]:
    """The answers of the file that the report starts from."""
    form = report.application.file.form_of(report.application.stage_key)
    answers = answers_of(report.application, form.key)
    wanted = {each.key: (each.prefill or "").removeprefix("application.") for each in questions_of(report)}
    return {key: answers[source] for key, source in wanted.items() if source in answers}


def definition_of(report: Report) -> ReportDefinition:
    return next(each for each in report.application.file.reports if each.key == report.key)


def questions_of(report: Report) -> list[Any]:
    return definition_of(report).questions


@command
def edit(act: Act, report_id: int, *, version: int, values: Mapping[str, Any]) -> None:
    """Keep what was typed, right or not yet; not journalled, like the sections of a draft."""
    report = act.hold(Report, report_id, version=version)
    PERMITS["report.edit"].demand(attempts.attempt(act.actor, report, at=act.at))
    report.values = dict(report.values) | dict(values)
    read_answers(report)


def read_answers(report: Report) -> None:
    """The actual budget, and the figure of each indicator, told again from the answers."""
    figures: dict[str, Any] = {}
    reasons: dict[str, Any] = {}
    for question in questions_of(report):
        answer = report.values.get(question.key)
        if question.type == "budget":
            report.budget = answer if isinstance(answer, dict) else None
        elif question.type == "indicators" and isinstance(answer, dict):
            figures |= answer.get("values", {})
            reasons |= answer.get("reasons", {})
    known = {each.key: each for each in report.application.file.indicators}
    for row in report.indicators:
        row.comment = reasons.get(row.key)
        row.value = figure(known.get(row.key), figures.get(row.key, []))


def figure(indicator: Indicator | None, figures: Any) -> Decimal | None:
    """One figure of those of all years: the last for what is not added up."""
    if indicator is not None and indicator.aggregate == "last":
        return next((number for each in reversed(figures) if (number := decimal_of(each)) is not None), None)
    return summed(figures)


@command
def submit(act: Act, report_id: int, *, version: int) -> None:
    """Hand it in, whole; handed in after its day, it is taken and dated as it is."""
    report = act.hold(Report, report_id, version=version)
    act.move(report, "report.submit", label=report.label)
    report.submitted_at = act.at
    read_answers(report)


@command
def request_revision(act: Act, report_id: int, *, version: int, reason: str, due_on: date | None = None) -> None:
    """Send it back with what must be taken up again, and perhaps a new day."""
    report = act.hold(Report, report_id, version=version)
    if due_on and due_on <= clock.day_of(act.at):
        raise Refused(["La date de reprise doit être à venir."])
    act.move(report, "report.request_revision", said={"reason": reason}, label=report.label)
    report.reason = reason
    if due_on:
        report.due_at = datetime.combine(due_on, time(23, 59, 59), PARIS)


@command
def approve(act: Act, report_id: int, *, version: int) -> None:
    """Take it as right; what awaited it may be paid."""
    report = act.hold(Report, report_id, version=version)
    act.move(report, "report.approve", label=report.label)
    report.decided_at, report.reason = act.at, None
    instalments.release(act, report.application, report.key)


@command
def reject(act: Act, report_id: int, *, version: int, reason: str) -> None:
    """Refuse it for good, with the reason."""
    report = act.hold(Report, report_id, version=version)
    act.move(report, "report.reject", said={"reason": reason}, label=report.label)
    report.decided_at, report.reason = act.at, reason
