"""The clock says each minute that the service runs; a silence before a deadline is a reason to put it off for all."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from grants.config.places import VAR
from grants.database import db
from grants.models import JournalEntry, Round
from grants.queries.users import clock_user
from grants.services import rounds
from workflows.states import RoundState

PLACE = VAR / "heartbeat"
SILENCE, WATCH = timedelta(minutes=10), timedelta(hours=24)
PROPOSED = timedelta(hours=24)  # after the deadline, or after the service is back
REASON = "le service a été interrompu pendant {minutes} minutes dans les 24 heures avant la date limite"


def last_beat(place: Path = PLACE) -> datetime | None:
    """When the clock last said that it ran; None the first time."""
    return datetime.fromisoformat(place.read_text()) if place.exists() else None


def beat(at: datetime, place: Path = PLACE) -> list[int]:
    """Say that the service runs; the rounds for which an extension was proposed, when it had not."""
    last = last_beat(place)
    proposed = propose_extensions(last, at) if last and at - last > SILENCE else []
    place.parent.mkdir(parents=True, exist_ok=True)
    written = place.with_suffix(".new")
    written.write_text(at.astimezone(UTC).isoformat())
    written.replace(place)  # at once: a beat half written would be read as no beat
    return proposed


def propose_extensions(since: datetime, at: datetime) -> list[int]:
    """Propose to put off each deadline whose last 24 hours this interruption touched, once a deadline."""
    found = list(touched(since, at))
    for round_id, closes_at in found:
        new = max(closes_at, at) + PROPOSED
        minutes = int((at - since).total_seconds() // 60)
        rounds.propose_extension(clock_user().id, round_id, closes_at=new, reason=REASON.format(minutes=minutes))
    return [round_id for round_id, _ in found]


def touched(since: datetime, at: datetime) -> Iterator[tuple[int, datetime]]:
    """The open rounds, or just closed, whose deadline had been less than a day away while the service was down."""
    waiting = select(Round).where(Round.state.in_((RoundState.OPEN, RoundState.CLOSED)), ~Round.is_historical)
    for round in db.session.scalars(waiting.where(Round.closes_at > since).order_by(Round.id)).all():
        if at >= round.closes_at - WATCH and not is_proposed(round):
            yield round.id, round.closes_at


def is_proposed(round: Round) -> bool:
    """Whether it was already proposed for this deadline."""
    earlier = select(JournalEntry.at).filter_by(stream=round.stream, act="round.propose_extension")
    return db.session.scalar(earlier.where(JournalEntry.at >= round.closes_at - WATCH).limit(1)) is not None
