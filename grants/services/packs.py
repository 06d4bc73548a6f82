"""The documents of a meeting, asked for by one reader, made apart from pages and kept."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select, update

from grants import outbox
from grants.database import db
from grants.models import Meeting, MeetingPack, PackStatus
from grants.services import stored_files
from grants.services.command import Act, command, transaction
from grants.values import clock

ENDED = (PackStatus.READY, PackStatus.FAILED)
FORGOTTEN = timedelta(minutes=10)  # without a word, the job that makes it is believed killed


@command
def ask(act: Act, meeting_id: int) -> int:
    """Have the documents made for who asks; one that is being made is not asked twice. Its id."""
    meeting = db.session.get_one(Meeting, meeting_id)
    mine = select(MeetingPack).filter_by(meeting_id=meeting.id, reader_id=act.actor.id)
    under_way = db.session.scalar(mine.where(MeetingPack.status.not_in(ENDED)).limit(1))
    if under_way is not None:
        return under_way.id
    pack = MeetingPack(meeting_id=meeting.id, reader_id=act.actor.id, asked_at=act.at, moved_at=act.at)
    db.session.add(pack)
    db.session.flush()
    outbox.put(pack, "pack.ask", at=act.at)
    return pack.id


def waiting() -> Sequence[int]:
    """Those that nobody makes, or whose maker was killed."""
    lost = MeetingPack.moved_at < clock.now() - FORGOTTEN
    left = (MeetingPack.status == PackStatus.WAITING) | (MeetingPack.status.not_in(ENDED) & lost)
    return db.session.scalars(select(MeetingPack.id).where(left).order_by(MeetingPack.id)).all()


def begin(pack_id: int) -> bool:
    """Take one; false when another job has it, or has made it."""
    with transaction():
        lost = MeetingPack.moved_at < clock.now() - FORGOTTEN
        free = (MeetingPack.status == PackStatus.WAITING) | (MeetingPack.status.not_in(ENDED) & lost)
        taken = update(MeetingPack).where(MeetingPack.id == pack_id, free)
        taken = taken.values(status=PackStatus.GATHERING, moved_at=clock.now()).returning(MeetingPack.id)
        return db.session.scalar(taken) is not None


def advance(pack_id: int, *, done: int, total: int, status: PackStatus = PackStatus.GATHERING) -> None:
    """How far it is."""
    with transaction():
        moved = update(MeetingPack).filter_by(id=pack_id)
        db.session.execute(moved.values(done=done, total=total, status=status, moved_at=clock.now()))


def finish(pack_id: int, *, digest: str, size: int, application_ids: Sequence[int]) -> None:
    """It may be read."""
    with transaction():
        pack = db.session.get_one(MeetingPack, pack_id, with_for_update=True)
        pack.digest, pack.size = stored_files.keep(digest, size, "application/pdf"), size
        pack.application_ids, pack.status, pack.moved_at = list(application_ids), PackStatus.READY, clock.now()


def fail(pack_id: int) -> None:
    """It could not be made: who asked is told on its page, and may ask again."""
    with transaction():
        db.session.execute(update(MeetingPack).filter_by(id=pack_id).values(status=PackStatus.FAILED))
