"""Figures that guards ask for, counted beforehand, in one statement each."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache, partial, singledispatch
from typing import Any

from sqlalchemy import func, select, tuple_

from grants.database import db
from grants.models import Agreement, Application, Meeting, Payment, Report, Round
from grants.queries import agreements, completeness, counts, ledgers, quorums, signers
from grants.values import clock
from grants.values.later import Later
from grants.values.periods import add_months
from workflows import paths
from workflows.guards.discarding import KEPT
from workflows.registry import WORKFLOWS
from workflows.states import ApplicationState as S

FILLING = (S.DRAFT, S.INVITED, S.TO_COMPLETE)
APPEAL_MONTHS = 2  # recours gracieux [verify]


@singledispatch
def facts_of(subject: Any, at: datetime) -> Mapping[str, Any]:
    """Nothing to count."""
    return {}


@facts_of.register
def _(subject: Application, at: datetime) -> Mapping[str, Any]:
    """Each is counted when a guard asks for it: an act asks for few, and never for what another state would need."""
    counted = cache(lambda: counts.of_application(subject))
    found: dict[str, Callable[[], Any]] = {name: partial(lambda each: counted()[each], name) for name in counts.NAMES}
    found["appeal_in_time"] = lambda: appeal_in_time(subject, at)
    found["something_paid"] = lambda: bool(counted()["payments_done"])
    if subject.state in FILLING:
        found["missing"] = lambda: completeness.sentences(subject)
        found["delegates"] = lambda: signers.delegates(subject)
        found["signers"] = lambda: signers.Signers(subject)
        found["new_form_offered"] = lambda: is_offered_a_new_form(subject)
    if subject.state == S.DISCARDED and subject.discarded_at:
        kept_until = subject.discarded_at + KEPT
        found["is_kept"] = lambda: at < kept_until
    if subject.state == S.AWARDED:
        found["to_draft"] = lambda: len(agreements.to_draft(subject))
    if subject.state == S.AWAITING_COMMITTEE:
        on_file = cache(lambda: quorums.on_file(subject))
        found["meeting_sits"] = lambda: (held := on_file()) is not None and not held.is_too_few
        found["missing_seats"] = lambda: held.seats if (held := on_file()) else ()
        found["missing_funders"] = lambda: held.funders if (held := on_file()) else ()
    return Later(found)


def is_offered_a_new_form(application: Application) -> bool:
    """Whether the call has a later version than the file's own, open to files already begun."""
    in_force = application.call.definition
    return in_force.id != application.definition_id and in_force.is_offered


def appeal_in_time(application: Application, at: datetime) -> bool:
    """Within two months of the day when the applicant was told."""
    told = application.released_at
    return told is not None and clock.day_of(at) <= add_months(clock.day_of(told), APPEAL_MONTHS)


@facts_of.register
def _(subject: Round, at: datetime) -> Mapping[str, Any]:
    waiting = select(func.count()).select_from(Application).filter_by(round_id=subject.id)
    states = [(each.key, state) for each in WORKFLOWS.values() for state in paths.undecided(each)]
    here = tuple_(Application.workflow_key, Application.state).in_(states)
    return {"undecided": db.session.scalar(waiting.where(here))}


@facts_of.register
def _(subject: Meeting, at: datetime) -> Mapping[str, Any]:
    return quorums.of_meeting(subject)


@facts_of.register
def _(subject: Agreement, at: datetime) -> Mapping[str, Any]:
    open_reports = select(func.count()).select_from(Report).filter_by(application_id=subject.application_id)
    ledger = ledgers.of_agreement(subject)
    return {
        "ledger_settled": ledger.is_settled,
        "to_plan": bool(ledger.to_plan),
        "reports_open": db.session.scalar(open_reports.where(Report.state.not_in(("approved", "rejected")))),
    }


@facts_of.register
def _(subject: Payment, at: datetime) -> Mapping[str, Any]:
    """The label of the report that this payment awaits, when it is not approved yet."""
    if subject.awaits_report_key is None:
        return {}
    awaited = select(Report.label, Report.state).filter_by(
        application_id=subject.application_id, key=subject.awaits_report_key
    )
    rows = db.session.execute(awaited).all()
    pending = [label for label, state in rows if state != "approved"]
    return {"awaited_report": pending[0] if pending else "" if rows else subject.awaits_report_key}


@facts_of.register
def _(subject: Report, at: datetime) -> Mapping[str, Any]:
    return {"missing": completeness.of_report(subject)}
