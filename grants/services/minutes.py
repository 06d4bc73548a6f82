"""The minutes (procès-verbal): written, corrected with every version kept, signed by two people, then frozen."""

from hashlib import sha256
from typing import Any

from sqlalchemy import func, select

from grants.database import db
from grants.models import Meeting, MinutesSignature, MinutesVersion, Signatory
from grants.policies import minuting
from grants.queries import meetings
from grants.services import letters
from grants.services.command import Act, command
from workflows.errors import Refused
from workflows.states import MeetingState

PARTLY_CLOSED = (
    "Vous êtes déporté d’un dossier de cette séance : une autre personne du secrétariat en écrit le procès-verbal."
)


@command
def minute(act: Act, meeting_id: int, *, version: int, minutes: str) -> None:
    """Write the minutes, generated from the facts and corrected by hand."""
    meeting = act.hold(Meeting, meeting_id, version=version)
    must_see_all(meeting, act.actor.id)
    act.move(meeting, "meeting.minute")
    keep(act, meeting, minutes)


@command
def correct(act: Act, meeting_id: int, *, version: int, minutes: str, reason: str) -> None:
    """Write them again, and say why: the earlier text stays, and a signature under it says nothing of this one."""
    meeting = act.hold(Meeting, meeting_id, version=version)
    must_see_all(meeting, act.actor.id)
    if minutes == meeting.minutes:
        raise Refused(["Le texte est le même : il n’y a rien à corriger."])
    act.move(meeting, "meeting.correct", said={"reason": reason}, replaced=digest_of(meeting.minutes or ""))
    keep(act, meeting, minutes, reason)


def must_see_all(meeting: Meeting, user_id: int) -> None:
    """Minutes are written by somebody who may read all of them."""
    if meetings.closed_to(meeting, user_id):
        raise Refused([PARTLY_CLOSED])


def keep(act: Act, meeting: Meeting, minutes: str, reason: str = "") -> None:
    """One more version, which is from now on the text of the minutes."""
    last = db.session.scalar(select(func.max(MinutesVersion.number)).filter_by(meeting_id=meeting.id)) or 0
    written = {"written_at": act.at, "written_by_id": act.actor.id, "reason": reason}
    db.session.add(
        MinutesVersion(meeting_id=meeting.id, number=last + 1, text=minutes, digest=digest_of(minutes), **written)
    )
    meeting.minutes = minutes
    act.touch(meeting)


@command
def sign(act: Act, meeting_id: int, *, version: int) -> None:
    """Who presided signs, or who replaces them, then the secretary: the text is frozen, its hash in the journal."""
    meeting = act.hold(Meeting, meeting_id, version=version)
    digest = digest_of(meeting.minutes or "")
    signatory = Signatory.SECRETARY if meeting.state == MeetingState.COUNTERSIGNING else Signatory.PRESIDENT
    in_place = signatory is Signatory.PRESIDENT and minuting.is_replaced(meeting)
    told: dict[str, Any] = {"in_place": True} if in_place else {}
    act.move(meeting, "meeting.sign", digest=digest, signatory=str(signatory), **told)
    db.session.add(
        MinutesSignature(meeting_id=meeting.id, user_id=act.actor.id, signatory=signatory, digest=digest,
                         signed_at=act.at)
    )  # fmt: skip
    if meeting.state == MeetingState.SIGNED:
        meeting.minutes_digest, meeting.signed_at = digest, act.at
        letters.write(act, "meeting.sign", meeting)


def digest_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()
