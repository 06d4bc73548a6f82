"""Links of interest (déports): declared by the person, effective at once; confirmed or lifted by another."""

from sqlalchemy import delete, select

from grants.database import db
from grants.models import AgendaItem, Application, Recusal, Review, ReviewStatus, Vote
from grants.services.command import Act, command
from workflows.errors import Refused


@command
def declare(act: Act, application_id: int, *, version: int, reason: str) -> int:
    """From now on this person has no role on the file; the recusal's id."""
    file = act.lock(Application, application_id, version=version)
    recusal = Recusal(application_id=file.id, user_id=act.actor.id, reason=reason, declared_at=act.at)
    act.do(file, "recusal.declare", said={"reason": reason}, user_id=act.actor.id)
    db.session.add(recusal)
    forget_votes(recusal)
    act.touch(file)
    db.session.flush()
    return recusal.id


def forget_votes(recusal: Recusal) -> None:
    """A vote cast before the link was told does not count, as long as the committee has not answered."""
    waiting = select(AgendaItem.id).filter_by(application_id=recusal.application_id, outcome=None)
    votes = delete(Vote).where(Vote.item_id.in_(waiting))
    mine = (Vote.user_id == recusal.user_id) | (Vote.cast_by_id == recusal.user_id)
    db.session.execute(votes.where(mine), execution_options={"synchronize_session": False})


@command
def confirm(act: Act, recusal_id: int, *, version: int) -> None:
    """Take note of it: what this person had to read or had scored no longer counts."""
    recusal = standing(act, recusal_id, version)
    if recusal.confirmed_at is not None:
        raise Refused(["Ce déport est déjà confirmé."])
    act.do(recusal, "recusal.confirm", user_id=recusal.user_id)
    recusal.confirmed_at, recusal.confirmed_by_id = act.at, act.actor.id
    readings = select(Review).filter_by(application_id=recusal.application_id, reviewer_id=recusal.user_id)
    for review in db.session.scalars(readings):
        review.status = ReviewStatus.ABSTAINED


@command
def lift(act: Act, recusal_id: int, *, version: int, reason: str) -> None:
    """The link does not hold (any more): the person finds the file again; a reading must be given anew."""
    recusal = standing(act, recusal_id, version)
    act.do(recusal, "recusal.lift", said={"reason": reason}, user_id=recusal.user_id)
    recusal.lifted_at = act.at


def standing(act: Act, recusal_id: int, version: int) -> Recusal:
    recusal = act.hold(Recusal, recusal_id, version=version)
    if recusal.lifted_at is not None:
        raise Refused(["Ce déport est déjà levé."])
    return recusal
