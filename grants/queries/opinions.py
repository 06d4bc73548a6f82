"""Reads of opinions: those of a file, which services may be asked, what may be shown to them, how far they are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from grants.database import db
from grants.definitions.completeness import shown_answers
from grants.definitions.conditions import holds
from grants.definitions.question import FormDefinition, Section
from grants.models import Application, Appointment, Membership, Opinion, Partner, Piece, Recusal, User
from grants.policies.withheld import is_open
from grants.queries.completeness import answers_of, facts_of_filing
from workflows.roles import Role
from workflows.states import OpinionState


@dataclass(frozen=True)
class Progress:
    """Of the opinions asked on a file and not taken back: how many, answered or declined, late."""

    asked: int
    done: int
    late: int


def of_file(application: Application) -> Sequence[Opinion]:
    """Every opinion asked on a file, oldest first, with the answers that were changed; two statements."""
    here = select(Opinion).filter_by(application_id=application.id).order_by(Opinion.id)
    return db.session.scalars(here.options(joinedload(Opinion.answered_by), selectinload(Opinion.replies))).all()


def progress(file_ids: Iterable[int], at: datetime) -> dict[int, Progress]:
    """Of each file on which something is asked; one statement."""
    is_late = (Opinion.state == OpinionState.ASKED) & (Opinion.due_at < at)
    counted = (
        select(
            Opinion.application_id,
            func.count(),
            func.count().filter(Opinion.state != OpinionState.ASKED),
            func.count().filter(is_late),
        )
        .where(Opinion.application_id.in_(list(file_ids)), Opinion.state != OpinionState.REVOKED)
        .group_by(Opinion.application_id)
    )
    return {file_id: Progress(*figures) for file_id, *figures in db.session.execute(counted)}


def progress_of(opinions: Iterable[Opinion], at: datetime) -> Progress:
    """The same, of opinions that are read already."""
    kept = [each for each in opinions if each.state != OpinionState.REVOKED]
    return Progress(len(kept), sum(each.state != OpinionState.ASKED for each in kept), sum(e.is_late(at) for e in kept))


def suggested(application: Application) -> list[tuple[str, str, str, int]]:
    """What the call plans to ask for this file: (service, label, question, days to answer)."""
    form = application.file.form_of(application.stage_key)
    answers = answers_of(application, form.key)
    facts = facts_of_filing(application, answers)
    shown = shown_answers(form, answers, facts)
    planned = (each for each in application.file.opinions if holds(each.when, shown, facts))
    return [(each.service, each.label, each.question, each.due_days) for each in planned]


def services(application: Application) -> dict[str, str]:
    """The services that may be asked: those of the call, then those to which somebody is appointed (key → label)."""
    named = {each.service: each.label for each in application.file.opinions}
    known = {key: key.replace("_", " ").capitalize() for key in sorted(staffed())}
    return known | named


def staffed() -> set[str]:
    """The services for which somebody with an account answers."""
    held = select(Appointment.service).filter_by(role=Role.SERVICE).where(Appointment.service.is_not(None))
    people = held.join(Appointment.user).where(User.is_enabled)
    return set(filter(None, db.session.scalars(people.distinct())))


def shareable_sections(application: Application) -> dict[str, str]:
    """What of the forms may be shown with a question: anchor → title."""
    return {
        anchor_of(form, each): each.title
        for form, each in sections_of(application)
        if any(map(is_open, each.questions))
    }


def useful_sections(application: Application) -> list[str]:
    """Those that are proposed first: what the file is judged by."""
    return [
        anchor_of(form, each)
        for form, each in sections_of(application)
        if any(is_open(question) and is_judged(question) for question in each.questions)
    ]


def is_judged(question: Any) -> bool:
    return any(str(use).startswith("scoring") for use in question.used_for)


def sections_of(application: Application) -> list[tuple[FormDefinition, Section]]:
    return [(form, each) for form in application.file.form for each in form.sections]


def anchor_of(form: FormDefinition, section: Section) -> str:
    return f"{form.key}-{section.key}"


def shareable_pieces(application: Application) -> dict[str, str]:
    """The pieces that are there and may be shown with a question: key → label; never those that serve a payment."""
    asked = {each.key: each.label for each in application.file.pieces if "payment" not in (each.used_for or ())}
    there = select(Piece.key).filter_by(application_id=application.id, replaced_at=None).distinct()
    return {key: asked[key] for key in db.session.scalars(there) if key in asked}


def pieces_of(opinion: Opinion) -> Sequence[Piece]:
    """The pieces in force that were chosen for this question."""
    allowed = set(opinion.pieces) & shareable_pieces(opinion.application).keys()
    here = select(Piece).filter_by(application_id=opinion.application_id, replaced_at=None)
    return db.session.scalars(here.where(Piece.key.in_(sorted(allowed))).order_by(Piece.id)).all()


def is_linked(application: Application, email: str) -> bool:
    """Whether the address is that of a member of the organisations of the file, or of somebody who is recused on it."""
    joined = select(Partner.organisation_id).where(
        Partner.application_id == application.id, Partner.organisation_id.is_not(None)
    )
    member = select(Membership.user_id).where(
        or_(Membership.organisation_id == application.organisation_id, Membership.organisation_id.in_(joined))
    )
    recused = select(Recusal.user_id).filter_by(application_id=application.id, lifted_at=None)
    here = select(User.id).where(func.lower(User.email) == email, or_(User.id.in_(member), User.id.in_(recused)))
    return db.session.scalar(here.limit(1)) is not None
