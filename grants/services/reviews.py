"""Who reads and scores a file (notation): given, taken back, scored on the call's grid, or abstained from."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import select

from grants.database import db
from grants.definitions.assessment import GridDefinition
from grants.definitions.scoring import weighted_score
from grants.models import Application, Review, ReviewStatus
from grants.queries import reviews as queries
from grants.services.command import Act, command
from grants.values.clock import PARIS
from workflows.errors import Refused

Marks = Mapping[str, Mapping[str, Any]]  # criterion → {mark: a number or None, comment}


@command
def assign(act: Act, application_id: int, *, version: int, reviewer_ids: Sequence[int], due_on: date) -> None:
    """Give the reading to these people, who must be able to: appointed, not recused, not of the organisation."""
    file = act.lock(Application, application_id, version=version)
    due_at = datetime.combine(due_on, time(23, 59, 59), PARIS)
    if due_at <= act.at:
        raise Refused(["La note est attendue pour un jour à venir."])
    if file.file.grid_of(file.stage_key) is None:
        raise Refused(["Cet appel ne demande aucune note à cette étape."])
    able = {each.id: each for each in queries.candidates(file)}
    for reviewer_id in reviewer_ids:
        if reviewer_id not in able:
            raise Refused(["Une des personnes choisies ne peut pas noter ce dossier : relisez la liste."])
        review = review_of(act, file, reviewer_id)
        review.due_at = due_at
        db.session.flush()
        act.do(file, "review.assign", review_id=review.id, reviewer_id=reviewer_id, due_on=due_on.isoformat())
    act.touch(file)


def review_of(act: Act, file: Application, reviewer_id: int) -> Review:
    """A new reading, or the one that this person had abstained from, afresh."""
    here = {"application_id": file.id, "reviewer_id": reviewer_id, "stage_key": file.stage_key}
    review = db.session.scalar(select(Review).filter_by(**here))
    if review is None:
        review = Review(**here)
        db.session.add(review)
    review.status, review.marks, review.total, review.comment = ReviewStatus.ASSIGNED, {}, None, None
    review.assigned_at, review.assigned_by_id, review.scored_at = act.at, act.actor.id, None
    return review


@command
def unassign(act: Act, review_id: int, *, version: int) -> None:
    """Take a reading back, as long as nothing was scored."""
    review = act.hold(Review, review_id, version=version)
    if review.status is ReviewStatus.SCORED:
        raise Refused(["Cette personne a déjà noté : sa note compte, elle ne peut plus lui être retirée."])
    act.do(review.application, "review.unassign", review_id=review.id, reviewer_id=review.reviewer_id)
    db.session.delete(review)


@command
def score(act: Act, review_id: int, *, version: int, marks: Marks, comment: str = "") -> None:
    """Mark every criterion, or abstain on it with a comment; may be done again until the committee."""
    review = mine(act, review_id, version)
    grid = grid_of(review)
    missing = unjustified(grid, marks)
    if missing:
        raise Refused(missing)
    total = weighted_score(grid, {key: each["mark"] for key, each in marks.items()})
    if total is None:
        raise Refused(["Donnez au moins une note, ou abstenez-vous de noter ce dossier."])
    said = {key: str(each["comment"]) for key, each in marks.items() if each["comment"]} | {"comment": comment}
    figures = {key: each["mark"] for key, each in marks.items()}
    act.do(review.application, "review.score", said=said, review_id=review.id, total=str(total), marks=figures)
    review.marks, review.total, review.comment = {key: dict(each) for key, each in marks.items()}, total, comment
    review.status, review.scored_at = ReviewStatus.SCORED, act.at


def unjustified(grid: GridDefinition, marks: Marks) -> list[str]:
    """The criteria whose mark is not given, or asks for a comment that is not there."""
    found = []
    for criterion in grid.criteria:
        given = marks.get(criterion.key, {})
        mark, comment = given.get("mark"), given.get("comment")
        limit = criterion.comment_required_at_or_below
        if not comment and (mark is None or (limit is not None and mark <= limit)):
            found.append(f"{criterion.label} : dites pourquoi, en une phrase.")
    return found


@command
def abstain(act: Act, review_id: int, *, version: int, reason: str) -> None:
    """Don't score: it counts as excused, not as a zero."""
    review = mine(act, review_id, version)
    act.do(review.application, "review.abstain", said={"reason": reason}, review_id=review.id)
    review.status, review.comment, review.scored_at = ReviewStatus.ABSTAINED, reason, act.at
    review.marks, review.total = {}, None


def mine(act: Act, review_id: int, version: int) -> Review:
    """The reading that this person was given, held."""
    review = act.hold(Review, review_id, version=version)
    if review.reviewer_id != act.actor.id or review.stage_key != review.application.stage_key:
        raise Refused(["Cette notation n’est pas la vôtre, ou son étape est passée."])
    return review


def grid_of(review: Review) -> GridDefinition:
    grid = review.application.file.grid_of(review.stage_key)
    if grid is None:
        raise Refused(["Cet appel ne demande aucune note à cette étape."])
    return grid
