"""The row of a content that stands in the storage: one a content, whoever gave it first."""

from sqlalchemy.dialects import postgresql, sqlite

from grants.database import db
from grants.models import Scan, StoredFile
from grants.values import clock

INSERTS = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


def keep(digest: str, size: int, media_type: str, scan: Scan = Scan.NONE) -> str:
    """Make sure that the row is there, inside the caller's transaction; two at once make one row.

    What the antivirus has said of a content stays, but for a silence that a later answer ends.
    """
    insert = INSERTS[db.engine.dialect.name](StoredFile)
    row = insert.values(digest=digest, size=size, media_type=media_type, created_at=clock.now(), scan=scan)
    db.session.execute(row.on_conflict_do_nothing())
    if scan is Scan.CLEAN:
        kept = db.session.get_one(StoredFile, digest, with_for_update=True)
        kept.scan = Scan.CLEAN
    return digest
