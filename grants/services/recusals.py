"""Links of interest (déports): declared by the person, or found and recorded by another; confirmed, lifted."""

from sqlalchemy import delete, select

from grants.database import db
from grants.models import AgendaItem, Application, Recusal, Review, ReviewStatus, User, Vote
from grants.services import ballots, room_screens
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
    ballots.forget_with(recusal.application_id, recusal.user_id)
    room_screens.changed_for(recusal.application_id)


@command
def confirm(act: Act, recusal_id: int, *, version: int) -> None:
    """Take note of it: what this person had to read or had scored no longer counts."""
    recusal = standing(act, recusal_id, version)
    if recusal.confirmed_at is not None:
        raise Refused(["Ce déport est déjà confirmé."])
    act.do(recusal, "recusal.confirm", user_id=recusal.user_id)
    recusal.confirmed_at, recusal.confirmed_by_id = act.at, act.actor.id
    drop_readings(recusal)


def drop_readings(recusal: Recusal) -> None:
    """What this person had to read or had scored on the file counts no more."""
    readings = select(Review).filter_by(application_id=recusal.application_id, reviewer_id=recusal.user_id)
    for review in db.session.scalars(readings):
        review.status = ReviewStatus.ABSTAINED


@command
def record(act: Act, application_id: int, *, version: int, user_id: int, reason: str) -> int:
    """Keep somebody else away from the file, for a link that was found; taken note of at once; the recusal's id."""
    file, person = examined(act, application_id, version, user_id)
    act.do(file, "recusal.record", said={"person": person.name, "reason": reason}, user_id=user_id)
    recusal = Recusal(application_id=file.id, user_id=user_id, reason=reason, declared_at=act.at, is_detected=True)
    recusal.confirmed_at, recusal.confirmed_by_id = act.at, act.actor.id
    db.session.add(recusal)
    drop_readings(recusal)
    forget_votes(recusal)
    act.touch(file)
    db.session.flush()
    return recusal.id


@command
def set_aside(act: Act, application_id: int, *, version: int, user_id: int, reason: str) -> None:
    """The link that was found does not hold, and is shown no more: nothing changes for the person."""
    file, person = examined(act, application_id, version, user_id)
    act.do(file, "recusal.set_aside", said={"person": person.name, "reason": reason}, user_id=user_id)
    seen = Recusal(application_id=file.id, user_id=user_id, reason=reason, declared_at=act.at, is_detected=True)
    seen.lifted_at = act.at
    db.session.add(seen)
    act.touch(file)


def examined(act: Act, application_id: int, version: int, user_id: int) -> tuple[Application, User]:
    """The file, held, and somebody else of the staff who is not recused on it yet."""
    file = act.lock(Application, application_id, version=version)
    person = db.session.get(User, user_id)
    if person is None or not person.is_staff or user_id == act.actor.id:
        raise Refused(["Choisissez une autre personne de l’administration ; votre propre lien, déclarez-le."])
    still = select(Recusal.id).filter_by(application_id=file.id, user_id=user_id, lifted_at=None)
    if db.session.scalar(still) is not None:
        raise Refused(["Cette personne est déjà écartée de ce dossier."])
    return file, person


@command
def lift(act: Act, recusal_id: int, *, version: int, reason: str) -> None:
    """The link does not hold (any more): the person finds the file again; a reading must be given anew."""
    recusal = standing(act, recusal_id, version)
    act.do(recusal, "recusal.lift", said={"reason": reason}, user_id=recusal.user_id)
    recusal.lifted_at = act.at
    room_screens.changed_for(recusal.application_id)


def standing(act: Act, recusal_id: int, version: int) -> Recusal:
    recusal = act.hold(Recusal, recusal_id, version=version)
    if recusal.lifted_at is not None:
        raise Refused(["Ce déport est déjà levé."])
    return recusal
