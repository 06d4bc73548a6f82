"""Secret votes: who voted and what was voted are written apart, anew at each vote, so that nothing joins them."""

from collections.abc import Iterable

from sqlalchemy import delete, select

from grants.database import db
from grants.models import AgendaItem, BallotCount, BallotRoll, Choice, MeetingMember
from workflows.errors import Refused

FEWEST = 2  # of one ballot alone, the count would tell who voted it


def cast(item: AgendaItem, voter_id: int, choice: Choice) -> None:
    """One vote, for good; the caller holds the item, and has journalled that this person voted, and not what."""
    voted = voters(item.id)
    if voter_id in voted:
        raise Refused(["Cette voix est déjà donnée : un vote secret ne se reprend pas."])
    if item.is_counted:
        raise Refused(["Le vote sur ce dossier est clos."])
    before = db.session.get(BallotCount, item.id, populate_existing=True)
    counts = {each: (getattr(before, column(each)) if before else 0) + (each == choice) for each in Choice}
    write(item.id, {*voted, voter_id}, counts)


def write(item_id: int, voted: Iterable[int], counts: dict[Choice, int]) -> None:
    """Both tables from nothing: neither the place of a row nor its transaction says who came last."""
    forget(item_id)
    for user_id in sorted(voted):
        db.session.add(BallotRoll(item_id=item_id, user_id=user_id))
        db.session.flush()
    db.session.add(BallotCount(item_id=item_id, **{column(each): count for each, count in counts.items()}))
    db.session.flush()


def column(choice: Choice) -> str:
    return f"{choice}_count"


def forget(item_id: int) -> None:
    """The vote begins again: nothing of it stays."""
    for table in (BallotRoll, BallotCount):
        db.session.execute(delete(table).filter_by(item_id=item_id), execution_options={"synchronize_session": "fetch"})


def forget_with(application_id: int, user_id: int) -> None:
    """Somebody who sits is recused: one of the secret votes may be theirs, and can't be told from the others."""
    waiting = select(AgendaItem).filter_by(application_id=application_id, outcome=None, is_secret=True)
    sits = select(MeetingMember.meeting_id).filter_by(user_id=user_id)
    for item in db.session.scalars(waiting.where(AgendaItem.meeting_id.in_(sits))):
        forget(item.id)
        item.is_counted = False


def voters(item_id: int) -> set[int]:
    return set(db.session.scalars(select(BallotRoll.user_id).filter_by(item_id=item_id)))


def close(item: AgendaItem) -> None:
    """The count may be read from now on; `Refused` when it would tell what one person voted."""
    if 0 < len(voters(item.id)) < FEWEST:
        raise Refused(["Une seule voix est donnée : la compter dirait ce que cette personne a voté."])
    item.is_counted = True
    db.session.expire(item, ["ballot"])  # the rows were written anew at each vote
