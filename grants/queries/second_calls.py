"""A meeting that could not sit for want of quorum may be followed by a second one: same agenda, lower quorum."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from grants.models import Application, Meeting
from grants.queries import meetings, quorums
from grants.values.clock import PARIS, day_of


@dataclass(frozen=True)
class SecondCall:
    """What the call says of it: so many days later at least, so many members, on the files left."""

    meeting: Meeting
    days: int
    quorum: int
    files: Sequence[Application]

    @property
    def stopped_at(self) -> datetime:
        """When the first one was adjourned."""
        return self.meeting.closed_at or self.meeting.held_at

    @property
    def earliest(self) -> datetime:
        """The first instant of the first day when it may sit, in Paris."""
        day = day_of(self.stopped_at) + timedelta(days=self.days)
        return datetime.combine(day, time(), PARIS)


def foreseen(meeting: Meeting) -> tuple[int, int] | None:
    """The days and the quorum of a second call; none of a meeting that is one, or where the call has no such rule."""
    committee = meeting.round.call.file.committee
    rule = committee.quorum if committee else None
    if meeting.follows_id or not rule or not rule.second_call_quorum:
        return None
    return rule.second_call_days or 0, min(rule.second_call_quorum, meeting.quorum)


def offered(meeting: Meeting) -> SecondCall | None:
    """The second call that may follow a meeting stopped without its quorum, while files of its agenda still wait."""
    rule = foreseen(meeting)
    if not rule or not is_stopped(meeting) or not lacks_quorum(meeting):
        return None
    ready = {each.id for each in meetings.waiting(meeting.round)}
    files = [each.application for each in meeting.agenda if each.outcome is None and each.application_id in ready]
    return SecondCall(meeting, *rule, files) if files else None


def is_stopped(meeting: Meeting) -> bool:
    """Adjourned, once opened or at its hour: before, nobody can say that its quorum was not there."""
    if not meeting.adjourned_reason or not meeting.closed_at:
        return False
    return meeting.opened_at is not None or meeting.closed_at >= meeting.held_at


def lacks_quorum(meeting: Meeting) -> bool:
    """For the whole meeting, or on a file that it left."""
    recused = meetings.recusals(meeting)
    left = [recused[each.application_id] for each in meeting.agenda if each.outcome is None]
    filled = quorums.fillers(meeting)
    return any(not quorums.standing(meeting, out, filled).is_reached for out in [set(), *left])


def left_by(meeting: Meeting) -> set[int]:
    """The files (ids) on which a meeting said nothing: the whole agenda of its second call."""
    return {each.application_id for each in meeting.agenda if each.outcome is None}
