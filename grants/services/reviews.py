"""Who reads and scores a file (notation): given and taken back; the scores themselves are in `scoring`."""

from collections.abc import Sequence
from datetime import date, datetime, time

from sqlalchemy import select

from grants.database import db
from grants.models import Application, Review, ReviewStatus
from grants.queries import links
from grants.queries import reviews as queries
from grants.services.command import Act, command
from grants.services.scoring import abstain, keep, revise, score
from grants.values.clock import PARIS
from grants.values.sentences import sentence
from workflows.errors import Refused

__all__ = ["abstain", "assign", "keep", "review_of", "revise", "score", "unassign"]


@command
def assign(
    act: Act, application_id: int, *, version: int, reviewer_ids: Sequence[int], due_on: date, despite: str = ""
) -> None:
    """Give the reading to these people, who must be able to: appointed, not recused, not of the organisation.

    despite: why it is given to somebody with whom a link is found; it stays in the history.
    """
    file = act.lock(Application, application_id, version=version)
    due_at = datetime.combine(due_on, time(23, 59, 59), PARIS)
    if due_at <= act.at:
        raise Refused(["La note est attendue pour un jour à venir."])
    if file.file.grid_of(file.stage_key) is None:
        raise Refused(["Cet appel ne demande aucune note à cette étape."])
    able = {each.id: each for each in queries.candidates(file)}
    if not set(reviewer_ids) <= able.keys():
        raise Refused(["Une des personnes choisies ne peut pas noter ce dossier : relisez la liste."])
    linked = links.detected([file], [able[each] for each in reviewer_ids])
    if linked and not despite.strip():
        raise Refused([linked_to(able[user_id].name, links.told(why)) for (_, user_id), why in linked.items()])
    for reviewer_id in reviewer_ids:
        review = review_of(act, file, reviewer_id)
        review.due_at = due_at
        db.session.flush()
        said = {"despite": despite.strip()} if (file.id, reviewer_id) in linked else None
        named = {"review_id": review.id, "reviewer_id": reviewer_id, "due_on": due_on.isoformat()}
        act.do(file, "review.assign", said=said, **named)
    act.touch(file)


def linked_to(name: str, why: Sequence[str]) -> str:
    """What stands in the way until somebody looks at it."""
    return str(
        sentence(
            "Un lien d’intérêts possible est trouvé pour %(name)s : %(why)s. Dites pourquoi lui confier ce dossier "
            "malgré cela, ou écartez cette personne.",
            name=name,
            why=" ; ".join(why),
        )
    )


def review_of(act: Act, file: Application, reviewer_id: int) -> Review:
    """A new reading, or the one that this person had abstained from, afresh."""
    here = {"application_id": file.id, "reviewer_id": reviewer_id, "stage_key": file.stage_key}
    review = db.session.scalar(select(Review).filter_by(**here))
    if review is None:
        review = Review(**here)
        db.session.add(review)
    review.status, review.marks, review.total, review.comment = ReviewStatus.ASSIGNED, {}, None, None
    review.assigned_at, review.assigned_by_id, review.scored_at = act.at, act.actor.id, None
    review.draft, review.draft_saved_at = None, None
    return review


@command
def unassign(act: Act, review_id: int, *, version: int) -> None:
    """Take a reading back, as long as nothing was scored."""
    review = act.hold(Review, review_id, version=version)
    if review.status is ReviewStatus.SCORED:
        raise Refused(["Cette personne a déjà noté : sa note compte, elle ne peut plus lui être retirée."])
    act.do(review.application, "review.unassign", review_id=review.id, reviewer_id=review.reviewer_id)
    db.session.delete(review)
