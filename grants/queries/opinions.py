"""Reads of opinions: those of a file, and which services may be asked."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from grants.database import db
from grants.definitions.completeness import shown_answers
from grants.definitions.conditions import holds
from grants.models import Application, Appointment, Opinion
from grants.queries.completeness import answers_of, facts_of_filing
from workflows.roles import Role


def of_file(application: Application) -> Sequence[Opinion]:
    """Every opinion asked on a file, oldest first; one statement."""
    here = select(Opinion).filter_by(application_id=application.id).order_by(Opinion.id)
    return db.session.scalars(here.options(joinedload(Opinion.answered_by))).all()


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
    held = select(Appointment.service).filter_by(role=Role.SERVICE).where(Appointment.service.is_not(None)).distinct()
    known = {key: key.replace("_", " ").capitalize() for key in sorted(filter(None, db.session.scalars(held)))}
    return known | named
