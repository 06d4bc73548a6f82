"""What proves that the minutes of a meeting are those that were signed."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from grants.database import db
from grants.models import JournalEntry, Meeting, MinutesSignature, MinutesVersion


@dataclass(frozen=True)
class Checked:
    """The hash of the text as it is now, and what it is the same as."""

    digest: str
    is_frozen: bool
    matches_frozen: bool
    matches_signatures: bool
    matches_journal: bool
    chain_is_whole: bool

    @property
    def is_authentic(self) -> bool:
        return self.matches_frozen and self.matches_signatures and self.matches_journal and self.chain_is_whole


def checked(meeting: Meeting, *, chain_is_whole: bool) -> Checked:
    """Read the text again, and compare it with its frozen hash, its signatures and the journal of the round."""
    digest = sha256((meeting.minutes or "").encode()).hexdigest()
    given = [each.digest for each in signatures(meeting)]
    told = journalled(meeting)
    return Checked(
        digest, meeting.minutes_digest is not None, digest == meeting.minutes_digest,
        all(each == digest for each in given), bool(told) and told[-1] == digest,
        chain_is_whole,
    )  # fmt: skip


def journalled(meeting: Meeting) -> list[str]:
    """The hashes that the journal tells of its signatures, in order."""
    entries = select(JournalEntry.data).filter_by(stream=meeting.round.stream, act="meeting.sign")
    rows = db.session.scalars(entries.order_by(JournalEntry.seq))
    return [each["digest"] for each in rows if each.get("subject_id") == meeting.id]


def signatures(meeting: Meeting) -> Sequence[MinutesSignature]:
    """Those under the text as it was signed last; one under an earlier text says nothing of this one."""
    digest = meeting.minutes_digest or sha256((meeting.minutes or "").encode()).hexdigest()
    given = select(MinutesSignature).filter_by(meeting_id=meeting.id, digest=digest)
    return db.session.scalars(given.options(joinedload(MinutesSignature.user)).order_by(MinutesSignature.id)).all()


def versions(meeting: Meeting) -> Sequence[MinutesVersion]:
    """Every text that was written, the last first."""
    written = select(MinutesVersion).filter_by(meeting_id=meeting.id).order_by(MinutesVersion.number.desc())
    return db.session.scalars(written.options(joinedload(MinutesVersion.written_by))).all()
