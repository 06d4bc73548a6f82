"""Scoring a file (notation): put aside, given, revised until the committee opens, or abstained from."""

from collections.abc import Mapping
from typing import Any

from grants.database import db
from grants.definitions.assessment import GridDefinition
from grants.definitions.scoring import weighted_score
from grants.models import Review, ReviewStatus
from grants.policies.permits import PERMITS
from grants.queries import attempts
from grants.services.command import Act, command
from workflows.errors import Refused

Marks = Mapping[str, Mapping[str, Any]]  # criterion → {mark: a number or None, comment}
LONGEST = 4000  # characters of one comment


@command
def keep(act: Act, review_id: int, *, version: int, typed: Mapping[str, str]) -> int:
    """Put a score under way aside, right or not yet, for its author alone; the new version of the reading.

    typed: what the fields of the page hold, by name. `Stale` when it was put aside from another page meanwhile.
    Nothing is journalled: nothing is said to anybody.
    """
    review = mine(act, review_id, version)
    name = "review.revise" if review.status is ReviewStatus.SCORED else "review.score"
    PERMITS[name].demand(attempts.attempt(act.actor, review.application, at=act.at))
    if max(map(len, typed.values()), default=0) > LONGEST:
        raise Refused(["Quatre mille signes au plus par commentaire : le brouillon n’est pas gardé."])
    review.draft, review.draft_saved_at = dict(typed), act.at
    db.session.flush()
    return review.version


@command
def score(act: Act, review_id: int, *, version: int, marks: Marks, comment: str = "") -> None:
    """Mark every criterion, or abstain on it with a comment."""
    review = mine(act, review_id, version)
    if review.status is ReviewStatus.SCORED:
        raise Refused(["Votre note est donnée : pour la changer, revoyez-la en disant pourquoi."])
    give(act, review, "review.score", marks, comment)


@command
def revise(act: Act, review_id: int, *, version: int, marks: Marks, comment: str = "", reason: str) -> None:
    """Change a score that was given, as long as the committee has not opened; the journal keeps both and the reason."""
    review = mine(act, review_id, version)
    if review.status is not ReviewStatus.SCORED:
        raise Refused(["Aucune note n’est donnée encore : donnez-la d’abord."])
    before = {"from_total": str(review.total), "from_marks": figures(review.marks)}
    give(act, review, "review.revise", marks, comment, reason=reason, before=before)


def give(
    act: Act, review: Review, name: str, marks: Marks, comment: str, *, reason: str = "",
    before: Mapping[str, Any] | None = None,
) -> None:  # fmt: skip
    """Check the marks against the grid, journal them, and keep them in place of what was there."""
    grid = grid_of(review)
    if missing := unjustified(grid, marks):
        raise Refused(missing)
    total = weighted_score(grid, figures(marks))
    if total is None:
        raise Refused(["Donnez au moins une note, ou abstenez-vous de noter ce dossier."])
    said = {key: str(each["comment"]) for key, each in marks.items() if each["comment"]}
    said |= {"comment": comment, **({"reason": reason} if reason else {})}
    told = {"review_id": review.id, "total": str(total), "marks": figures(marks), **(before or {})}
    act.do(review.application, name, said=said, **told)
    review.marks, review.total, review.comment = {key: dict(each) for key, each in marks.items()}, total, comment
    review.status, review.scored_at = ReviewStatus.SCORED, act.at
    review.draft, review.draft_saved_at = None, None


def figures(marks: Marks) -> dict[str, Any]:
    return {key: each["mark"] for key, each in marks.items()}


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
    review.marks, review.total, review.draft, review.draft_saved_at = {}, None, None, None


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
