"""Opinions (avis): asked of a service, one question at a time; given, declined or taken back."""

from datetime import date, datetime, time

from sqlalchemy import select

from grants.database import db
from grants.models import Application, Opinion, OpinionAnswer
from grants.services.command import Act, command
from grants.values.clock import PARIS
from grants.values.sentences import sentence
from workflows.errors import Refused
from workflows.registry import latest
from workflows.states import OpinionState


@command
def ask(
    act: Act, application_id: int, *, version: int, service: str, service_label: str, question: str, due_on: date
) -> int:
    """Ask one question of one service; the opinion's id. The service sees the file from now on."""
    file = act.lock(Application, application_id, version=version)
    due_at = datetime.combine(due_on, time(23, 59, 59), PARIS)
    must_be_new(file, service, service_label)
    if due_at <= act.at:
        raise Refused(["La réponse est attendue pour un jour à venir."])
    workflow = latest("opinion")
    opinion = Opinion(application_id=file.id, workflow_key=workflow.key, state=workflow.initial, service=service)
    opinion.service_label, opinion.question, opinion.due_at = service_label, question, due_at
    opinion.asked_at, opinion.asked_by_id = act.at, act.actor.id
    db.session.add(opinion)
    db.session.flush()
    named = {"opinion_id": opinion.id, "service_label": service_label, "due_on": due_on.isoformat()}
    act.do(file, "opinion.ask", said={"question": question}, **named)
    act.touch(file)
    return opinion.id


def must_be_new(file: Application, service: str, label: str) -> None:
    waiting = select(Opinion.id).filter_by(application_id=file.id, service=service, state=OpinionState.ASKED)
    if db.session.scalar(waiting) is not None:
        raise Refused(
            [
                sentence(
                    "L’avis de « %(label)s » est déjà demandé : attendez sa réponse, ou retirez la demande.",
                    label=label,
                )
            ]
        )


@command
def give(act: Act, opinion_id: int, *, version: int, answer: OpinionAnswer, reason: str) -> None:
    """Answer the question, with the reason."""
    opinion = act.hold(Opinion, opinion_id, version=version)
    act.move(opinion, "opinion.give", said={"reason": reason}, answer=str(answer), service_label=opinion.service_label)
    opinion.answer, opinion.reason = answer, reason
    opinion.answered_at, opinion.answered_by_id = act.at, act.actor.id


@command
def decline(act: Act, opinion_id: int, *, version: int, reason: str) -> None:
    """Say that the service can't answer."""
    opinion = act.hold(Opinion, opinion_id, version=version)
    act.move(opinion, "opinion.decline", said={"reason": reason}, service_label=opinion.service_label)
    opinion.reason, opinion.answered_at, opinion.answered_by_id = reason, act.at, act.actor.id


@command
def revoke(act: Act, opinion_id: int, *, version: int, reason: str = "") -> None:
    """Take the question back; the service may still read what it was asked."""
    opinion = act.hold(Opinion, opinion_id, version=version)
    act.move(opinion, "opinion.revoke", said={"reason": reason}, service_label=opinion.service_label)
    opinion.reason = reason or None
