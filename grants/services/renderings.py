"""Letters being made into PDF: claimed by one worker, kept, failed, asked for again.

Their rows are written by statements of their own, so that the version a person saw of a letter stays.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, func, or_, select, update

from grants.database import db
from grants.models import Letter
from grants.services import stored_files
from grants.services.command import transaction
from grants.storage import Kept
from grants.values import clock

LEASE = timedelta(seconds=90)  # a worker that was killed is believed lost after this
PDF = "application/pdf"


def waiting() -> int:
    """How many letters nobody is making."""
    return db.session.scalar(select(func.count(Letter.id)).where(*is_free())) or 0


def claim(count: int) -> Sequence[int]:
    """Take some letters for this worker: another one takes others."""
    with transaction():
        some = select(Letter.id).where(*is_free()).order_by(Letter.id).limit(count)
        ids = db.session.scalars(some.with_for_update(skip_locked=True)).all()
        mine = update(Letter).where(Letter.id.in_(ids)).values(claimed_until=clock.now() + LEASE)
        db.session.execute(mine)
    return ids


def is_free() -> list[ColumnElement[bool]]:
    claimable = or_(Letter.claimed_until.is_(None), Letter.claimed_until < clock.now())
    return [Letter.status == "frozen", claimable]


def keep(made: Mapping[int, Kept]) -> None:
    """Tell that these letters' PDF are stored; told twice, nothing changes."""
    with transaction():
        for letter_id in sorted(made):
            digest = stored_files.keep(made[letter_id].digest, made[letter_id].size, PDF)
            done = update(Letter).where(Letter.id == letter_id, Letter.status != "rendered")
            db.session.execute(done.values(status="rendered", file_digest=digest, failure=None))


def fail(letter_id: int, reason: str) -> None:
    """Tell that no PDF could be made; nobody tries again before being asked."""
    with transaction():
        failed = update(Letter).where(Letter.id == letter_id, Letter.status == "frozen")
        db.session.execute(failed.values(status="failed", failure=reason))


def ask_again(letter_ids: Sequence[int]) -> None:
    """Have letters that failed made again, inside the caller's transaction."""
    again = update(Letter).where(Letter.id.in_(letter_ids), Letter.status == "failed")
    db.session.execute(again.values(status="frozen", claimed_until=None, failure=None))
