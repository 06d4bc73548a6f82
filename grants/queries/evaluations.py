"""Reads of evaluations, filtered by policy; published ones are everybody's."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, tuple_
from sqlalchemy.orm import joinedload

from grants.database import db
from grants.models import Application, Evaluation, User
from grants.policies.applications import visible_to

PAGE = 30


def page(
    user: User, *, state: str = "", after: tuple[datetime, int] | None = None, limit: int = PAGE
) -> tuple[list[Evaluation], bool]:
    """One page of the evaluations on files that this person sees, by due date; whether there are more."""
    statement = select(Evaluation).join(Application, Application.id == Evaluation.application_id)
    statement = statement.where(visible_to(user))
    if state:
        statement = statement.where(Evaluation.state == state)
    if after:
        statement = statement.where(tuple_(Evaluation.due_at, Evaluation.id) > after)
    file = joinedload(Evaluation.application)
    options = (file.joinedload(Application.organisation), file.joinedload(Application.call))
    ordered = statement.options(*options).order_by(Evaluation.due_at, Evaluation.id)
    rows = db.session.scalars(ordered.limit(limit + 1)).all()
    return list(rows[:limit]), len(rows) > limit


def of_application(application: Application) -> Evaluation | None:
    return db.session.scalar(select(Evaluation).filter_by(application_id=application.id))


def published(limit: int = 100) -> Sequence[Evaluation]:
    """The latest public ones."""
    public = select(Evaluation).where(Evaluation.published_at.is_not(None))
    file = joinedload(Evaluation.application).joinedload(Application.organisation)
    return db.session.scalars(public.options(file).order_by(Evaluation.published_at.desc()).limit(limit)).all()
