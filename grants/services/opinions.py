"""Opinions (avis): asked of a service or a co-funder, one question at a time; given, changed, declined, taken back."""

from collections.abc import Sequence
from datetime import date, datetime, time

from sqlalchemy import select

from grants.database import db
from grants.models import Application, Opinion, OpinionAnswer, OpinionReply
from grants.queries import opinion_links as links
from grants.queries import opinions as queries
from grants.services.command import Act, command
from grants.values.clock import PARIS
from grants.values.sentences import sentence
from workflows.errors import Refused
from workflows.registry import latest
from workflows.states import OpinionState

PAST = "La réponse est attendue pour un jour à venir."
LINKED = (
    "Cette adresse est celle d’une personne liée à l’organisme, ou qui s’est déportée : demandez à quelqu’un d’autre."
)
WHY = "Dites pourquoi : le comité lit le motif d’une réserve ou d’un avis défavorable."
SHARED = "Une des parties choisies ne peut pas être montrée à un service consulté : relisez la liste."


@command
def ask(
    act: Act, application_id: int, *, version: int, service: str, service_label: str, question: str, due_on: date,
    email: str = "", sections: Sequence[str] = (), pieces: Sequence[str] = (),
) -> int:  # fmt: skip
    """Ask one question of one service; the opinion's id. With an address, whoever reads it answers by a link.

    sections, pieces: what is shown with the question; no section: all those that a service may read.
    """
    file = act.lock(Application, application_id, version=version)
    must_be_new(file, service, service_label)
    must_be_free(file, email)
    must_be_shareable(file, sections, pieces)
    workflow = latest("opinion")
    opinion = Opinion(application_id=file.id, workflow_key=workflow.key, state=workflow.initial, service=service)
    opinion.service_label, opinion.question, opinion.due_at = service_label, question, end_of(act, due_on)
    opinion.asked_at, opinion.asked_by_id = act.at, act.actor.id
    opinion.sections, opinion.pieces = list(sections), list(pieces)
    db.session.add(opinion)
    db.session.flush()
    if email:
        opinion.email = email.strip().lower()
        links.renew(opinion)
    named = {"opinion_id": opinion.id, "service_label": service_label, "due_on": due_on.isoformat()}
    act.do(file, "opinion.ask", said={"question": question}, **named)
    act.touch(file)
    return opinion.id


def end_of(act: Act, due_on: date) -> datetime:
    """The last second of that day, in Paris; it must be to come."""
    due_at = datetime.combine(due_on, time(23, 59, 59), PARIS)
    if due_at <= act.at:
        raise Refused([PAST])
    return due_at


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


def must_be_free(file: Application, email: str) -> None:
    if email and queries.is_linked(file, email.strip().lower()):
        raise Refused([LINKED])


def must_be_shareable(file: Application, sections: Sequence[str], pieces: Sequence[str]) -> None:
    hidden = [each for each in sections if each not in queries.shareable_sections(file)]
    if hidden or (pieces and set(pieces) - queries.shareable_pieces(file).keys()):
        raise Refused([SHARED])


@command
def renew(act: Act, opinion_id: int, *, version: int, due_on: date) -> None:
    """Give another day to answer; a link is made again, and the one before opens nothing any more."""
    opinion = act.hold(Opinion, opinion_id, version=version)
    due_at = end_of(act, due_on)
    act.move(opinion, "opinion.renew", service_label=opinion.service_label, due_on=due_on.isoformat())
    opinion.due_at = due_at
    if opinion.email:
        links.renew(opinion)
    act.touch(opinion)


@command
def give(act: Act, opinion_id: int, *, version: int, answer: OpinionAnswer, reason: str = "") -> None:
    """Answer the question; a reservation or an unfavourable answer says why."""
    reply(act, act.hold(Opinion, opinion_id, version=version), "opinion.give", answer, reason)


@command
def change(act: Act, opinion_id: int, *, version: int, answer: OpinionAnswer, reason: str = "") -> None:
    """Answer otherwise, until the day that was given; what was answered before stays to be read."""
    reply(act, act.hold(Opinion, opinion_id, version=version), "opinion.change", answer, reason)


def reply(act: Act, opinion: Opinion, name: str, answer: OpinionAnswer, reason: str) -> None:
    if OpinionAnswer(answer) is not OpinionAnswer.FAVOURABLE and not reason.strip():
        raise Refused([WHY])
    said = {"reason": reason} if reason.strip() else {}
    act.move(opinion, name, said=said, answer=str(answer), **whose(act, opinion))
    opinion.answer, opinion.reason = answer, reason
    opinion.answered_at, opinion.answered_by_id = act.at, by(act)
    db.session.add(
        OpinionReply(opinion_id=opinion.id, answer=answer, reason=reason, given_at=act.at, given_by_id=by(act))
    )


@command
def decline(act: Act, opinion_id: int, *, version: int, reason: str) -> None:
    """Say that the service can't answer."""
    opinion = act.hold(Opinion, opinion_id, version=version)
    act.move(opinion, "opinion.decline", said={"reason": reason}, **whose(act, opinion))
    opinion.reason, opinion.answered_at, opinion.answered_by_id = reason, act.at, by(act)


def whose(act: Act, opinion: Opinion) -> dict[str, object]:
    """In whose name; by a link, the system's own hand writes what its holder answered."""
    return {"service_label": opinion.service_label} | ({"by_link": True} if act.actor.is_system else {})


def by(act: Act) -> int | None:
    return None if act.actor.is_system else act.actor.id


@command
def revoke(act: Act, opinion_id: int, *, version: int, reason: str = "") -> None:
    """Take the question back: the link opens nothing any more; a service with accounts may still read its question."""
    opinion = act.hold(Opinion, opinion_id, version=version)
    act.move(opinion, "opinion.revoke", said={"reason": reason}, service_label=opinion.service_label)
    opinion.reason, opinion.link_digest = reason or None, None
