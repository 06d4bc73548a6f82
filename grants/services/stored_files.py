"""The row of a content that stands in the storage: one a content, whoever gave it first."""

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.dialects import postgresql, sqlite

from grants import storage
from grants.database import Model, db
from grants.models import Scan, StoredFile
from grants.services.command import transaction
from grants.values import clock

AT_ONCE = 500  # contents one turn of the job forgets
GRACE = timedelta(days=1)  # a content is stored before the row that needs it is written

INSERTS: dict[str, Any] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


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


def forget_unused() -> int:
    """Remove the contents that no row of any table names any more; how many."""
    before = clock.now() - GRACE
    waiting = select(StoredFile.digest).where(StoredFile.created_at < before, *nobody_names_it()).limit(AT_ONCE)
    digests = list(db.session.scalars(waiting))
    db.session.rollback()
    return sum(forget(digest) for digest in digests)


def forget(digest: str) -> bool:
    """One content, unless it serves again or came again meanwhile."""
    with transaction():
        unused = select(StoredFile).where(StoredFile.digest == digest, *nobody_names_it())
        row = db.session.scalar(unused.with_for_update())
        if row is None or not storage.forget(digest, untouched_since=clock.now() - GRACE):
            return False
        db.session.delete(row)
    return True


def nobody_names_it() -> list[ColumnElement[bool]]:
    """One condition for each column of the schema that refers to a stored content."""
    columns = [column for table in Model.metadata.sorted_tables for column in table.columns]
    naming = [each for each in columns if any(key.column.table.name == "stored_file" for key in each.foreign_keys)]
    return [~exists().where(each == StoredFile.digest) for each in naming]
