"""Acts on appeals (recours gracieux): whoever ruled is asked to look again."""

from datetime import datetime, time
from typing import Any

from sqlalchemy import Select, select

from grants.database import db
from grants.models import Appeal, Application, Charge, Envelope, Ruling
from grants.queries import attempts
from grants.services import applications, letters
from grants.services.command import Act, command
from grants.values import clock
from grants.values.clock import PARIS
from grants.values.periods import add_months
from workflows.errors import Refused
from workflows.registry import latest

ANSWER_MONTHS = 2  # silence after two months is a rejection (CRPA L. 231-4) [verify]
PENDING = "Un recours est déjà en cours d’examen sur ce dossier."


@command
def file(act: Act, application_id: int, *, version: int, grounds: str) -> int:
    """Contest the ruling in force, or the refusal to examine, with the reasons; the appeal's id."""
    application = act.lock(Application, application_id, version=version)
    if db.session.scalar(select(Appeal.id).filter_by(application_id=application.id, state="filed")):
        raise Refused([PENDING])
    appeal = Appeal(application=application, against=application.state, grounds=grounds, filed_at=act.at)
    appeal.workflow_key, appeal.state = latest("appeal").key, latest("appeal").initial
    appeal.ruling_id = db.session.scalar(in_force(application.id).limit(1))
    last_day = add_months(clock.day_of(act.at), ANSWER_MONTHS)
    appeal.answer_by_at = datetime.combine(last_day, time(23, 59, 59), PARIS)
    db.session.add(appeal)
    db.session.flush()
    act.do(application, "appeal.file", said={"grounds": grounds}, appeal_id=appeal.id, due_on=last_day.isoformat())
    return appeal.id


def in_force(application_id: int) -> Select[Any]:
    return select(Ruling.id).filter_by(application_id=application_id, is_in_force=True).order_by(Ruling.id)


@command
def accept(act: Act, appeal_id: int, *, version: int, answer: str) -> None:
    """Answer in favour: where the table allows it, the file goes back to the instructor and the ruling falls.

    The letters already issued stay, marked superseded.
    """
    appeal = hold(act, appeal_id, version)
    application = appeal.application
    answered(act, appeal, "appeal.accept", answer)
    db.session.flush()
    if can_reopen(act, application):
        applications.reopen(act.actor.id, application.id, version=application.version)


def can_reopen(act: Act, application: Application) -> bool:
    """Whether the file's state may go back to the instructor; an award is amended instead."""
    offers = application.workflow.offers(attempts.attempt(act.actor, application, at=act.at))
    return "application.reopen" in offers


@command
def reject(act: Act, appeal_id: int, *, version: int, answer: str) -> None:
    """Answer against: the ruling stays."""
    answered(act, hold(act, appeal_id, version), "appeal.reject", answer)


def answered(act: Act, appeal: Appeal, name: str, answer: str) -> None:
    act.move(appeal, name, said={"answer": answer})
    appeal.answer, appeal.answered_at = answer, act.at
    letters.write(act, name, appeal, appeal.application)


def hold(act: Act, appeal_id: int, version: int) -> Appeal:
    """The appeal, after the envelopes that its file charges and the file: a ruling that falls gives them back."""
    file_id = select(Appeal.application_id).filter_by(id=appeal_id).scalar_subquery()
    charged = select(Charge.envelope_id).join(Ruling).where(Ruling.application_id == file_id).distinct()
    for envelope_id in sorted(db.session.scalars(charged)):
        act.lock(Envelope, envelope_id)
    return act.hold(Appeal, appeal_id, version=version)
