"""Committee meetings (séances): convened, opened with a quorum, closed or adjourned. Their journal is the round's."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from grants.database import db
from grants.models import AgendaItem, Meeting, MeetingMember, Round, Seat
from grants.queries import ballots, quorums
from grants.queries import meetings as queries
from grants.services import hearings, letters, room_screens
from grants.services.agendas import arrange, call_file
from grants.services.command import Act, command
from grants.services.convening import chosen_among, must_stand, required_seats, second_call
from grants.services.minutes import correct, minute, sign
from grants.services.seats import register
from grants.services.votes import choose_vote, count_votes, vote
from workflows.errors import Refused
from workflows.registry import latest

__all__ = [
    "adjourn", "arrange", "call_file", "choose_vote", "close", "convene", "correct", "count_votes", "minute", "open",
    "register", "sign", "vote",
]  # fmt: skip


@command
def convene(
    act: Act,
    round_id: int,
    *,
    version: int,
    title: str,
    held_at: datetime,
    place: str,
    quorum: int,
    seats: Mapping[int, Seat],
    hearing_minutes: int | None = None,
    directions: str = "",
    is_secret: bool = False,
    files: Sequence[int] | None = None,
    follows_id: int | None = None,
) -> int:
    """Call a meeting on the files that wait, in the order of their raw scores; its id. `seats`: person → seat.

    hearing_minutes: how long each file is heard, when its people are; directions: how they get there;
    files: those chosen among the ones that wait, by id and in order; all of them when nothing is said;
    follows_id: the meeting without quorum of which this is the second call; its files and quorum are then the rule's.
    """
    round = act.lock(Round, round_id, version=version)
    second = second_call(act, round, follows_id, held_at) if follows_id else None
    chosen = second.files if second else chosen_among(queries.waiting(round), files)
    quorum, least = (second.quorum, second.quorum) if second else (quorum, quorums.least(round))
    must_stand(act, round, held_at, seats, quorum=quorum, least=least, has_files=bool(chosen))
    if is_secret and not ballots.is_allowed(round.call):
        raise Refused(["Le règlement de cet appel ne prévoit que le vote à main levée."])
    workflow = latest("meeting")
    meeting = Meeting(round=round, title=title, held_at=held_at, place=place, quorum=quorum)
    meeting.hearing_minutes, meeting.directions, meeting.is_secret = hearing_minutes, directions, is_secret
    meeting.required_seats, meeting.follows_id = required_seats(round), follows_id
    meeting.workflow_key, meeting.state = workflow.key, workflow.initial
    meeting.members = [MeetingMember(user_id=user_id, seat=seat) for user_id, seat in seats.items()]
    meeting.agenda = [
        AgendaItem(application_id=each.id, rank=rank, is_secret=is_secret) for rank, each in enumerate(chosen, 1)
    ]
    db.session.add(meeting)
    db.session.flush()
    told: dict[str, Any] = {"follows": follows_id} if follows_id else {}
    act.do(meeting, "meeting.convene", files=[each.number for each in chosen], held_at=held_at.isoformat(), **told)
    letters.write(act, "meeting.convene", meeting)
    hearings.convene(act, meeting)
    return meeting.id


@command
def open(act: Act, meeting_id: int, *, version: int) -> None:
    """Open the meeting, when the quorum is there."""
    meeting = act.hold(Meeting, meeting_id, version=version)
    act.move(meeting, "meeting.open", present=queries.names_present(meeting))
    meeting.opened_at = act.at
    room_screens.changed(meeting.id, item_id=queries.first_to_answer(meeting))


@command
def close(act: Act, meeting_id: int, *, version: int) -> None:
    """Close the meeting, when every file of the agenda has its answer or is adjourned."""
    meeting = act.hold(Meeting, meeting_id, version=version)
    act.move(meeting, "meeting.close")
    meeting.closed_at = act.at
    room_screens.changed(meeting.id)


@command
def adjourn(act: Act, meeting_id: int, *, version: int, reason: str) -> None:
    """Stop a meeting before its end, or one that has no quorum: the files not seen wait for the next one."""
    meeting = act.hold(Meeting, meeting_id, version=version)
    unseen = [each.application.number for each in meeting.agenda if each.outcome is None]
    act.move(meeting, "meeting.adjourn", said={"reason": reason}, unseen=unseen)
    meeting.adjourned_reason, meeting.closed_at = reason, act.at
    room_screens.changed(meeting.id)
