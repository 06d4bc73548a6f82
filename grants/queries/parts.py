"""All that belongs to one file and that its staff page shows: a known number of statements, whatever the file holds."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from grants.database import db
from grants.models import (
    AgendaItem,
    Agreement,
    Answer,
    Appeal,
    Application,
    Check,
    Evaluation,
    Letter,
    Message,
    Opinion,
    Payment,
    Piece,
    Recovery,
    Recusal,
    Report,
    Review,
    Ruling,
)
from grants.queries import opinions, reviews
from grants.queries.ledgers import Ledger, computed
from grants.values.money import ZERO


@dataclass(frozen=True)
class Instruction:
    """What is read and written on a file before its ruling."""

    answers: dict[str, dict[str, Any]]  # form → question → answer
    checks: dict[str, Check]
    pieces: Sequence[Piece]
    opinions: Sequence[Opinion]
    reviews: Sequence[Review]
    recusals: Sequence[Recusal]
    messages: Sequence[Message]
    letters: Sequence[Letter]
    items: Sequence[AgendaItem]
    rulings: Sequence[Ruling]


@dataclass(frozen=True)
class FollowUp:
    """What comes after a ruling; empty before."""

    agreements: Sequence[Agreement] = ()
    payments: Sequence[Payment] = ()
    recoveries: Sequence[Recovery] = ()
    reports: Sequence[Report] = ()
    evaluations: Sequence[Evaluation] = ()
    appeals: Sequence[Appeal] = ()
    ledger: Ledger = field(default_factory=lambda: Ledger(*[ZERO] * 7))


def instruction(application: Application) -> Instruction:
    """Ten statements."""
    return Instruction(
        answers(application),
        {each.kind: each for each in rows(Check, application)},
        rows(Piece, application),
        opinions.of_file(application),
        reviews.of_file(application),
        rows(Recusal, application, joinedload(Recusal.user)),
        rows(Message, application, joinedload(Message.author)),
        rows(Letter, application),
        rows(AgendaItem, application, joinedload(AgendaItem.meeting)),
        rows(Ruling, application, joinedload(Ruling.funder), joinedload(Ruling.author)),
    )


def follow_up(application: Application) -> FollowUp:
    """Seven statements more, once the file is ruled or its applicant told."""
    agreements = rows(Agreement, application, joinedload(Agreement.funder), selectinload(Agreement.amendments))
    payments, recoveries = rows(Payment, application), rows(Recovery, application)
    ledger = computed(agreements, payments, recoveries)
    reports, evaluations, appeals = (rows(model, application) for model in (Report, Evaluation, Appeal))
    return FollowUp(agreements, payments, recoveries, reports, evaluations, appeals, ledger)


def rows(model: Any, application: Application, *options: Any) -> Sequence[Any]:
    """The rows of one table that belong to the file, oldest first."""
    here = select(model).filter_by(application_id=application.id).order_by(model.id)
    return db.session.scalars(here.options(*options)).all()


def answers(application: Application) -> dict[str, dict[str, Any]]:
    """Every answer of the file, form by form."""
    found: dict[str, dict[str, Any]] = {}
    for answer in rows(Answer, application):
        found.setdefault(answer.form_key, {}).update(answer.values)
    return found
