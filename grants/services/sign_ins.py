"""Sessions of people: begun, seen, closed by themselves."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select, update

from grants import outbox
from grants.database import db
from grants.models import SignIn
from grants.queries import proofs
from grants.queries.sign_ins import digest
from grants.services.command import transaction
from grants.values import clock

MINUTE = timedelta(minutes=1)
KEPT = timedelta(days=400)  # a year and a month, so that a device used once a year is not a new one


@dataclass(frozen=True)
class Device:
    """What a browser holds and tells: its token, what it is in plain words, the network it comes from."""

    token: str
    words: str
    network: str


def begin(user_id: int, token: str, device: Device, *, has_second_factor: bool) -> None:
    """Open a session; a device that this person never used, when they have used another, is told by mail."""
    now = clock.now()
    with transaction():
        before = db.session.scalars(select(SignIn.device_digest).filter_by(user_id=user_id)).all()
        db.session.execute(delete(SignIn).where(SignIn.user_id == user_id, SignIn.seen_at < now - KEPT))
        row = SignIn(user_id=user_id, digest=digest(token), device=device.words, network=device.network)
        row.device_digest, row.has_second_factor = digest(device.token), has_second_factor
        row.begun_at = row.seen_at = now
        db.session.add(row)
        db.session.flush()
        if before and row.device_digest not in before and not proofs.is_waived():
            outbox.put(row, "account.new_device", at=now)


def stamp(sign_in_id: int) -> None:
    """Seen now; asked at most once a minute."""
    with transaction():
        db.session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(seen_at=clock.now()))


def end(user_id: int, sign_in_id: int) -> None:
    """Close one of this person's sessions."""
    close(SignIn.user_id == user_id, SignIn.id == sign_in_id)


def end_others(user_id: int, *, but: int | None) -> None:
    """Close them all, but the one from which it is asked."""
    close(SignIn.user_id == user_id, SignIn.id != (but or 0))


def end_token(token: str) -> None:
    """Close the session of this cookie."""
    close(SignIn.digest == digest(token))


def close(*which: object) -> None:
    with transaction():
        still = update(SignIn).where(SignIn.ended_at.is_(None), *which)  # type: ignore[arg-type]
        db.session.execute(still.values(ended_at=clock.now()))
