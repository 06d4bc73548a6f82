"""What the spreadsheets of a round say: its files, the readings and the opinions of each; one statement a kind."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from grants.database import db
from grants.models import Application, CallDefinition, Opinion, Organisation, Review, Ruling, User
from grants.policies.applications import visible_to
from grants.queries.marks import counted, is_set_aside
from grants.queries.rankings import IN_PLAY


def files(round_id: int, reader: User) -> Sequence[Any]:
    """The files to rank that the reader sees: what is asked, proposed, and where they stand."""
    what = select(
        Application.id, Application.number, Application.title, Organisation.name, Application.department,
        Application.requested_amount, Application.recommended_amount, Application.workflow_key, Application.state,
    )  # fmt: skip
    here = what.join(Application.organisation).where(*seen(round_id, reader), Application.state.in_(IN_PLAY))
    return db.session.execute(here.order_by(Application.number)).all()


def seen(round_id: int, reader: User) -> tuple[Any, ...]:
    return Application.round_id == round_id, visible_to(reader)


def readings(round_id: int, reader: User) -> Sequence[Any]:
    """Who was asked to score what, with their marks; who is set aside by a link of interest is left out."""
    what = select(
        Application.number, User.name, Review.stage_key, Review.status, Review.due_at, Review.scored_at,
        Review.marks, Review.total, Review.comment, CallDefinition.digest,
    )  # fmt: skip
    here = what.join(Review.application).join(Review.reviewer).join(Application.definition)
    here = here.where(*counted(round_id, reader), Application.state.in_(IN_PLAY), ~is_set_aside())
    return db.session.execute(here.order_by(Application.number, User.name, Review.id)).all()


def opinions(round_id: int, reader: User) -> Sequence[Any]:
    """The opinions asked on the files that the reader sees, and their answers."""
    what = select(
        Application.number, Opinion.service_label, Opinion.question, Opinion.asked_at, Opinion.due_at,
        Opinion.workflow_key, Opinion.state, Opinion.answer, Opinion.reason, Opinion.answered_at,
    )  # fmt: skip
    here = what.join(Opinion.application).where(*seen(round_id, reader), Application.state.in_(IN_PLAY))
    return db.session.execute(here.order_by(Application.number, Opinion.id)).all()


def awarded(round_id: int) -> dict[int, int]:
    """File → cents that its rulings in force award, whoever funds."""
    here = select(Ruling.application_id, Ruling.amount).join(Ruling.application)
    found: dict[int, int] = {}
    given = here.where(Application.round_id == round_id, Ruling.is_in_force, Ruling.amount.is_not(None))
    for file_id, amount in db.session.execute(given):
        found[file_id] = found.get(file_id, 0) + (amount.cents if amount else 0)
    return found
