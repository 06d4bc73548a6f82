"""Acts on a round (vague): its calendar, its decisions, their publication."""

import logging
from datetime import datetime

from sqlalchemy import select

from grants.database import db
from grants.models import Application, Call, Round
from grants.queries import mailings
from grants.queries.users import clock_user
from grants.services import applications, renderings
from grants.services.command import Act, command
from grants.services.rulings import writing
from grants.values import clock
from grants.values.sentences import sentence
from workflows.errors import NotDone, Refused
from workflows.states import RoundState

NAMED = 5  # letters named in a sentence
UNSIGNED = "Lettres qui attendent leur signature : %(count)s (%(some)s). La publication attend avec elles."
MANY_UNSIGNED = (
    "Lettres qui attendent leur signature : %(count)s (%(some)s et %(rest)s autres). La publication attend avec elles."
)
NONE_FAILED = "Aucune lettre de cette vague n’est en échec."
log = logging.getLogger(__name__)
PAST = "La nouvelle date limite doit être à venir, et plus tardive que l’ancienne."
AFTER_DECISIONS = "La nouvelle date limite passerait après la date des décisions : changez d’abord le calendrier."


@command
def open(act: Act, round_id: int, *, version: int) -> None:
    """Open the deposit; a round that follows another starts with its unsuccessful files."""
    round = hold(act, round_id, version)
    act.move(round, "round.open")
    if round.follows_id:
        applications.carry_over(act.actor.id, round.id)


@command
def extend(act: Act, round_id: int, *, version: int, closes_at: datetime, reason: str) -> None:
    """Put off the end of the last stage, for everybody, with a reason; all who began or handed in are told."""
    round = hold(act, round_id, version)
    before = round.closes_at
    if closes_at <= max(act.at, before):
        raise Refused([PAST])
    if round.decisions_at and closes_at >= round.decisions_at:
        raise Refused([AFTER_DECISIONS])
    round.closes_at, round.extension_reason = closes_at, reason
    # A new list: a change inside a JSON value is not seen.
    round.stages = [*round.stages[:-1], round.stages[-1] | {"closes_at": closes_at.isoformat()}]
    dates = {"closes_at": closes_at.isoformat(), "previous_closes_at": before.isoformat()}
    act.move(round, "round.extend", said={"reason": reason}, **dates)


@command
def close(act: Act, round_id: int, *, version: int) -> None:
    """Close the deposit; a draft stays a draft, and its members are told so by the reminders."""
    act.move(hold(act, round_id, version), "round.close")


@command
def decide(act: Act, round_id: int, *, version: int) -> None:
    """Settle the decisions: every file that was handed in has its own."""
    round = hold(act, round_id, version)
    round.decided_on = clock.day_of(act.at)
    act.move(round, "round.decide")


@command
def publish(act: Act, round_id: int, *, version: int) -> int:
    """Tell everybody at once: each ruled file is released with its letters; how many there were."""
    round = hold(act, round_id, version)
    act.move(round, "round.publish")
    waiting = [each for each in ruled(round_id) if each.released_at is None]
    demand_signed([each for each in waiting if each.file.letters_signed])
    for each in waiting:
        writing.release(act, act.lock(Application, each.id))
    return len(waiting)


def demand_signed(files: list[Application]) -> None:
    """`Refused`, naming the letters that wait for their signature, where the call wants them signed."""
    references = mailings.unsigned([each.id for each in files]) if files else []
    if not references:
        return
    some = ", ".join(references[:NAMED])
    if len(references) > NAMED:
        raise Refused([sentence(MANY_UNSIGNED, count=len(references), some=some, rest=len(references) - NAMED)])
    raise Refused([sentence(UNSIGNED, count=len(references), some=some)])


@command
def render_letters(act: Act, round_id: int, *, version: int) -> None:
    """Have the letters that could not be made tried again by the workers."""
    round = hold(act, round_id, version)
    ids = mailings.failed(round)
    act.do(round, "round.render_letters", letters=list(ids))
    if not ids:
        raise Refused([NONE_FAILED])
    renderings.ask_again(ids)


@command
def propose_extension(act: Act, round_id: int, *, closes_at: datetime, reason: str) -> None:
    """Propose to those who may that a deadline be put off, after an interruption of the service; moves nothing."""
    round = act.lock(Round, round_id)
    act.do(round, "round.propose_extension", closes_at=closes_at.isoformat(), reason=reason)


def hold(act: Act, round_id: int, version: int) -> Round:
    """The round, after its call: opening may number files."""
    act.lock(Call, db.session.scalars(select(Round.call_id).filter_by(id=round_id)).one())
    return act.lock(Round, round_id, version=version)


def ruled(round_id: int) -> list[Application]:
    """The files whose outcome waits for the publication, in the order in which they are held."""
    files = select(Application).filter_by(round_id=round_id, is_historical=False)
    handed_in = db.session.scalars(files.where(Application.submitted_at.is_not(None)).order_by(Application.id))
    return [each for each in handed_in if each.step.hidden]


def turn(at: datetime) -> list[str]:
    """Open and close what the calendar says, as the clock; done again, it changes nothing. What moved, in order."""
    clock_id, moved = clock_user().id, []
    for state, due, service in (
        (RoundState.ANNOUNCED, Round.opens_at, open),
        (RoundState.OPEN, Round.closes_at, close),
    ):
        here = select(Round.id, Round.version).filter_by(state=state, is_historical=False)
        for round_id, version in db.session.execute(here.where(due <= at).order_by(Round.id)).all():
            try:
                service(clock_id, round_id, version=version)
                moved.append(f"{service.__name__}:{round_id}")
            except NotDone as reason:  # one round that can't move doesn't hold the others
                log.warning("round %s does not move: %s", round_id, reason)
    return moved
