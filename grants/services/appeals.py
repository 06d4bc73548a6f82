"""Acts on appeals (recours gracieux): whoever ruled is asked to look again."""

from datetime import datetime, time
from typing import Any

from sqlalchemy import Select, select

from grants.database import db
from grants.models import Appeal, Application, Ruling
from grants.queries import attempts
from grants.services import applications, envelopes, letters
from grants.services.command import Act, command
from grants.values import clock
from grants.values.clock import PARIS
from grants.values.money import Money
from grants.values.periods import add_months
from workflows.errors import Refused
from workflows.registry import latest

ANSWER_MONTHS = 2  # silence after two months is a rejection (CRPA L. 231-4) [verify]
NOTHING_HELD = "Aucun crédit n’est réservé pour ce recours."
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
    appeal = locked(act, appeal_id, version)
    application = appeal.application
    answered(act, appeal, "appeal.accept", answer)
    db.session.flush()
    if can_reopen(act, application):  # what is kept for it waits for the new ruling
        applications.reopen(act.actor.id, application.id, version=application.version)
    else:
        envelopes.free_holds(act, application)


def can_reopen(act: Act, application: Application) -> bool:
    """Whether the file's state may go back to the instructor; an award is amended instead."""
    offers = application.workflow.offers(attempts.attempt(act.actor, application, at=act.at))
    return "application.reopen" in offers


@command
def reject(act: Act, appeal_id: int, *, version: int, answer: str) -> None:
    """Answer against: the ruling stays."""
    appeal = locked(act, appeal_id, version)
    answered(act, appeal, "appeal.reject", answer)
    envelopes.free_holds(act, appeal.application)


def answered(act: Act, appeal: Appeal, name: str, answer: str) -> None:
    act.move(appeal, name, said={"answer": answer})
    appeal.answer, appeal.answered_at = answer, act.at
    letters.write(act, name, appeal, appeal.application)


@command
def hold(act: Act, appeal_id: int, *, version: int, envelope_id: int, amount: Money) -> None:
    """Keep credits aside until the appeal is answered: nobody else can be awarded them."""
    appeal = locked(act, appeal_id, version, envelope_id)
    act.do(appeal, "appeal.hold", amount_cents=amount.cents, envelope_id=envelope_id)
    envelopes.keep(act, appeal, envelope_id, amount)
    act.touch(appeal)


@command
def release(act: Act, appeal_id: int, *, version: int) -> None:
    """Give back the credits that were kept aside; the appeal is still to be answered."""
    appeal = locked(act, appeal_id, version)
    freed = envelopes.free_holds(act, appeal.application)
    act.do(appeal, "appeal.release", amount_cents=freed.cents)
    if not freed:
        raise Refused([NOTHING_HELD])
    act.touch(appeal)


def locked(act: Act, appeal_id: int, version: int, *envelope_ids: int) -> Appeal:
    """The appeal, after its round, the envelopes of its file and those asked for, and the file."""
    file_id = db.session.scalars(select(Appeal.application_id).filter_by(id=appeal_id)).one()
    envelopes.hold(act, file_id, envelope_ids)
    return act.lock(Appeal, appeal_id, version=version)
