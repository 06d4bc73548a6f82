"""Who counts for the quorum of a committee meeting."""

from collections.abc import Set
from hashlib import sha256
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from grants.database import db
from grants.models import AgendaItem, Application, Meeting, MeetingMember, MinutesSignature, Recusal


def sits_on(application: Application) -> bool:
    """Whether an open meeting has this file on its agenda, with a quorum that leaves the recused out."""
    open_now = (
        select(Meeting).join(AgendaItem).where(AgendaItem.application_id == application.id, Meeting.state == "opened")
    )
    meeting = db.session.scalars(open_now.options(selectinload(Meeting.members))).first()
    return meeting is not None and len(counted(meeting, recused_on(application))) >= meeting.quorum


def recused_on(application: Application) -> Set[int]:
    return set(db.session.scalars(select(Recusal.user_id).filter_by(application_id=application.id, lifted_at=None)))


def counted(meeting: Meeting, recused: Set[int] = frozenset()) -> list[MeetingMember]:
    """Members with a vote, there or represented by somebody who is, and not recused."""
    there = {each.user_id for each in meeting.members if each.is_present}
    return [
        each
        for each in meeting.members
        if each.has_vote and each.user_id not in recused and (each.is_present or each.proxy_id in there)
    ]


def of_meeting(meeting: Meeting) -> dict[str, Any]:
    """Who is there, how many are needed, how many files still wait for their answer, who signed the minutes."""
    present = len(counted(meeting))
    return {
        "has_signed": signatories(meeting),
        "present": present,
        "quorum": meeting.quorum,
        "quorum_reached": present >= meeting.quorum,
        "unanswered": sum(item.outcome is None for item in meeting.agenda),
    }


def signatories(meeting: Meeting) -> Set[int]:
    """Who signed the minutes as they stand: a signature under an earlier text says nothing of this one."""
    if not meeting.minutes:
        return set()
    digest = sha256(meeting.minutes.encode()).hexdigest()
    return set(db.session.scalars(select(MinutesSignature.user_id).filter_by(meeting_id=meeting.id, digest=digest)))
