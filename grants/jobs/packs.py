"""The documents of a meeting: gathered file by file, set in pages, kept."""

from grants import storage
from grants.database import db
from grants.documents.pack import pack_pdf
from grants.jobs import queues
from grants.jobs.limits import OutOfTime
from grants.models import MeetingPack, PackStatus, User
from grants.queries import packs as queries
from grants.services import packs
from grants.values import clock

AT_ONCE = 10  # sheets between two words of how far it is


def call() -> None:
    """Have each one made that waits; stopped when another job would believe it killed. 400 files take 100 s alone."""
    for pack_id in packs.waiting():
        queues.enqueue("documents", build, pack_id, at_most=int(packs.FORGOTTEN.total_seconds()))


def build(pack_id: int) -> None:
    """Make one; done again, or by two at once, it is made once."""
    if not packs.begin(pack_id):
        return
    try:
        make(pack_id)
    except (Exception, OutOfTime):
        db.session.rollback()
        packs.fail(pack_id)
        raise


def make(pack_id: int) -> None:
    pack = db.session.get_one(MeetingPack, pack_id)
    reader = db.session.get_one(User, pack.reader_id)
    items = queries.items_of(pack.meeting, reader)
    files, total = [each.application_id for each in items], len(items)
    heading = queries.heading(pack.meeting, reader)
    sheets = []
    for done, sheet in enumerate(queries.sheets(pack.meeting, reader, items)):
        sheets.append(sheet)
        if done % AT_ONCE == 0:
            packs.advance(pack_id, done=done, total=total)
    db.session.rollback()  # no read stays open while pages are set
    packs.advance(pack_id, done=total, total=total, status=PackStatus.SETTING)
    pdf = pack_pdf(heading, sheets, written_on=clock.today().isoformat())
    kept = storage.put(pdf)
    packs.finish(pack_id, digest=kept.digest, size=kept.size, application_ids=files)
