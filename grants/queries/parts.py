"""All that belongs to one file and that its staff page shows: a known number of statements, whatever the file holds."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import joinedload, selectinload

from grants.database import db
from grants.models import (
    AgendaItem,
    Agreement,
    Answer,
    Appeal,
    Application,
    Check,
    DeskNote,
    Evaluation,
    Letter,
    Message,
    MessagePiece,
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

MODELS: tuple[Any, ...] = (
    Answer, Check, Piece, Opinion, Review, Recusal, Message, Letter, AgendaItem, Ruling,
    Agreement, Payment, Recovery, Report, Evaluation, Appeal, DeskNote,
)  # fmt: skip
DOCUMENTS = selectinload(Message.pieces).joinedload(MessagePiece.file)
PRESENT = select(*(exists().where(each.application_id == bindparam("file")) for each in MODELS))  # most files lack most


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
    there: set[Any]  # the models that have a row of this file


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
    """One statement that says what there is, then one for each kind of thing that there is: eleven at most."""
    there = present(application)
    return Instruction(
        answers(application) if Answer in there else {},
        {each.kind: each for each in some(there, Check, application)},
        some(there, Piece, application),
        opinions.of_file(application) if Opinion in there else [],
        reviews.of_file(application) if Review in there else [],
        some(there, Recusal, application, joinedload(Recusal.user)),
        some(there, Message, application, joinedload(Message.author), DOCUMENTS),
        some(there, Letter, application),
        some(there, AgendaItem, application, joinedload(AgendaItem.meeting)),
        some(there, Ruling, application, joinedload(Ruling.funder), joinedload(Ruling.author)),
        there,
    )


def present(application: Application) -> set[Any]:
    """The models that have a row of this file."""
    found = db.session.execute(PRESENT, {"file": application.id}).one()
    return {model for model, is_there in zip(MODELS, found, strict=True) if is_there}


def some(there: set[Any], model: Any, application: Application, *options: Any) -> Sequence[Any]:
    """The rows of one table, without asking for those that are not there."""
    return rows(model, application, *options) if model in there else []


def follow_up(application: Application, there: set[Any]) -> FollowUp:
    """Seven statements more at most, once the file is ruled or its applicant told."""
    options = joinedload(Agreement.funder), selectinload(Agreement.amendments)
    agreements = some(there, Agreement, application, *options)
    payments, recoveries = some(there, Payment, application), some(there, Recovery, application)
    ledger = computed(agreements, payments, recoveries)
    reports, evaluations, appeals = (some(there, model, application) for model in (Report, Evaluation, Appeal))
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
