"""What a publication tells, before it is done: how many files of each outcome, which letters are not ready."""

from dataclasses import dataclass

from sqlalchemy import func, select

from grants.database import db
from grants.models import Application, Round, Ruling
from grants.queries import mailings
from grants.queries.letters.rulings import summed
from grants.values.money import Money
from workflows.registry import WORKFLOWS


@dataclass(frozen=True)
class Outcome:
    """Files of one state that will be told of it: in the words of the applicant, how many, for how much."""

    state: str
    words: str
    count: int
    amount: Money


def outcomes(round: Round) -> list[Outcome]:
    """In the order of the workflow; one statement."""
    given = (
        select(Ruling.application_id, func.sum(Ruling.amount).label("amount"))
        .where(Ruling.is_in_force)
        .group_by(Ruling.application_id)
        .subquery()
    )
    rows = (
        select(Application.workflow_key, Application.state, func.count(), func.sum(given.c.amount))
        .outerjoin(given, given.c.application_id == Application.id)
        .where(Application.round_id == round.id, Application.submitted_at.is_not(None))
        .where(Application.released_at.is_(None), ~Application.is_historical)
        .group_by(Application.workflow_key, Application.state)
    )
    found = {(key, state): (count, summed(amount)) for key, state, count, amount in db.session.execute(rows)}
    return [
        Outcome(state, step.applicant, *found[key, state])
        for key in sorted({key for key, _ in found})
        for state, step in WORKFLOWS[key].steps.items()
        if step.hidden and (key, state) in found
    ]


def unsigned(round: Round) -> list[str]:
    """The references of the letters without which nothing can be told; none where the call wants no signature."""
    if not round.call.file.letters_signed:
        return []
    ids = select(Application.id).filter_by(round_id=round.id, released_at=None)
    return list(mailings.unsigned(db.session.scalars(ids).all()))
