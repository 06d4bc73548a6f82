"""Prove the journal on demand, a bounded part at a time: the streams that moved last come first."""

from dataclasses import dataclass

from sqlalchemy import exists, func, select
from sqlalchemy.orm import aliased

from grants import journal
from grants.database import db
from grants.models import JournalEntry
from grants.services import seals

PART = 200  # streams proved by one page
SEALS = 500  # the last ones that it is compared with; `guichet journal verify` reads them all


@dataclass(frozen=True)
class Verified:
    """What one part found; `next` is where the following part begins (None: nothing is left)."""

    streams: int
    faults: list[str]
    next: int | None


def part(*, before: int | None = None) -> Verified:
    """Prove the chains of the streams that moved last, before this entry, and their sealed heads."""
    rows = tails(before)
    found, has_more = rows[:PART], len(rows) > PART
    streams = [stream for _id, stream in found]
    heads, forged = seals.sealed_heads(latest=SEALS)
    # A stream that was removed whole is in no part: only its seals still tell of it, and the first part reads them.
    watched = heads if before is None else {name: head for name, head in heads.items() if name in set(streams)}
    faults = [*journal.broken_links(streams=streams), *journal.altered_texts(streams=streams),
              *seals.lost_heads(watched), *forged]  # fmt: skip
    return Verified(len(streams), faults, found[-1][0] if has_more else None)


def tails(before: int | None) -> list[tuple[int, str]]:
    """(id, stream) of the last entry of each stream, the latest first; one more than a part."""
    later = aliased(JournalEntry)
    has_later = exists().where(later.stream == JournalEntry.stream, later.seq > JournalEntry.seq)
    last = select(JournalEntry.id, JournalEntry.stream).where(~has_later)
    if before is not None:
        last = last.where(JournalEntry.id < before)
    return [(id, stream) for id, stream in db.session.execute(last.order_by(JournalEntry.id.desc()).limit(PART + 1))]


def count_streams() -> int:
    """How many streams there are: each has one first entry."""
    return db.session.scalar(select(func.count()).select_from(JournalEntry).filter_by(seq=1)) or 0
