"""Reads of rounds: how many files are where."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from grants.database import db
from grants.models import Application, Envelope, Round, User
from grants.policies.applications import visible_to
from workflows.registry import WORKFLOWS


def counts_by_state(round: Round, user: User) -> list[tuple[str, str, int]]:
    """(state, words of the staff, how many) of the files that this person sees, in the order of the workflow."""
    files = select(Application.workflow_key, Application.state, func.count()).filter_by(round_id=round.id)
    rows = db.session.execute(files.where(visible_to(user)).group_by(Application.workflow_key, Application.state))
    found = {(key, state): count for key, state, count in rows}
    return [
        (state, step.staff, found[key, state])
        for key in sorted({key for key, _ in found})
        for state, step in WORKFLOWS[key].steps.items()
        if (key, state) in found
    ]


def drafts(round: Round) -> int:
    """How many files were begun and not handed in: a number, nothing of what they say."""
    begun = select(func.count()).select_from(Application).filter_by(round_id=round.id, submitted_at=None)
    return db.session.scalar(begun.where(~Application.is_historical)) or 0


def envelopes(round: Round) -> Sequence[Envelope]:
    here = select(Envelope).filter_by(round_id=round.id).options(joinedload(Envelope.funder))
    return db.session.scalars(here.order_by(Envelope.id)).all()


def every() -> Sequence[Round]:
    """All rounds that live here, the latest first."""
    here = select(Round).filter_by(is_historical=False).options(joinedload(Round.call))
    return db.session.scalars(here.order_by(Round.opens_at.desc(), Round.id)).all()
