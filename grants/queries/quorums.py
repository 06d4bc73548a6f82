"""Who counts for the quorum of a committee meeting, and which seats and funders it can't do without."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from grants.database import db
from grants.models import AgendaItem, Application, Meeting, MeetingMember, MinutesSignature, Recusal, Round, Seat
from grants.policies import minuting
from grants.queries import representing
from grants.values.committees import FUNDER
from workflows.states import MeetingState
from workflows.words.seats import MISSING, unheard

FILLED_BY = {Seat.PRESIDENT: {Seat.PRESIDENT, Seat.VICE_PRESIDENT}}  # somebody else takes the chair
Fillers = Mapping[str, Set[int]]  # required seat, or funder → the people of the meeting who fill or represent it


@dataclass(frozen=True)
class Quorum:
    """How many count, how many are needed, and what the call wants there and is not; `names`: of its funders."""

    counted: int
    needed: int
    missing: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_too_few(self) -> bool:
        return self.counted < self.needed

    @property
    def is_reached(self) -> bool:
        return not self.is_too_few and not self.missing

    @property
    def seats(self) -> tuple[str, ...]:
        """The seats that are empty."""
        return tuple(each for each in self.missing if each in MISSING)

    @property
    def funders(self) -> tuple[str, ...]:
        """The names of those whom nobody represents."""
        return tuple(self.names[each] for each in self.missing if each in self.names)

    @property
    def lacks(self) -> list[str]:
        """One sentence a seat, and one for the funders."""
        return [MISSING[each] for each in self.seats] + ([unheard(self.funders)] if self.funders else [])


def least(round: Round) -> int:
    """The lowest quorum with which this call lets a meeting be convened, but for a second call, which has its own."""
    committee = round.call.file.committee
    return committee.quorum.members if committee else 1


def standing(meeting: Meeting, recused: Set[int] = frozenset(), filled: Fillers | None = None) -> Quorum:
    """The quorum as it is now, for all the agenda or on a file from which these people are recused.

    filled: what `fillers` says of this meeting, where it is asked for several files.
    """
    there = {each.user_id for each in counted(meeting, recused)}
    filled = fillers(meeting) if filled is None else filled
    missing = [each for each in meeting.required_seats if not filled.get(each, set()) & there]
    return Quorum(len(there), meeting.quorum, tuple(missing), funder_names(meeting))


def fillers(meeting: Meeting) -> Fillers:
    """Who fills each required seat, and who represents each funder, there or not."""
    named = [each.removeprefix(FUNDER) for each in funder_names(meeting)]
    people = [each.user_id for each in meeting.members]
    found = representing.of_funders(meeting.round.call, named, people) if named else {}
    seats = {each: holders(meeting, each) for each in meeting.required_seats if not each.startswith(FUNDER)}
    return seats | {FUNDER + key: ids for key, ids in found.items()}


def holders(meeting: Meeting, seat: str) -> set[int]:
    wanted = FILLED_BY.get(Seat(seat), {Seat(seat)})
    return {each.user_id for each in meeting.members if each.seat in wanted}


def funder_names(meeting: Meeting) -> dict[str, str]:
    """The funders whom this meeting wants represented, by the code kept with it, as the call names them."""
    wanted = [each for each in meeting.required_seats if each.startswith(FUNDER)]
    if not wanted:
        return {}
    labels = {FUNDER + each.key: each.label for each in meeting.round.call.file.funders}
    return {each: labels.get(each, each.removeprefix(FUNDER)) for each in wanted}


def on_file(application: Application) -> Quorum | None:
    """The quorum on this file, in the open meeting that has it on its agenda."""
    open_now = (
        select(Meeting).join(AgendaItem).where(AgendaItem.application_id == application.id, Meeting.state == "opened")
    )
    meeting = db.session.scalars(open_now.options(selectinload(Meeting.members))).first()
    return standing(meeting, recused_on(application)) if meeting else None


def recused_on(application: Application) -> Set[int]:
    return set(db.session.scalars(select(Recusal.user_id).filter_by(application_id=application.id, lifted_at=None)))


def counted(meeting: Meeting, recused: Set[int] = frozenset()) -> list[MeetingMember]:
    """Members with a vote, there or represented by somebody who is, and not recused; nor is who represents them."""
    there = {each.user_id for each in meeting.members if each.is_present} - recused
    return [
        each
        for each in meeting.members
        if each.has_vote and each.user_id not in recused and (each.is_present or each.proxy_id in there)
    ]


def of_meeting(meeting: Meeting) -> dict[str, Any]:
    """Who is there, how many are needed, how many files still wait for their answer, who signed the minutes."""
    found = standing(meeting)
    return signing(meeting) | {
        "present": found.counted,
        "quorum": found.needed,
        "quorum_reached": not found.is_too_few,
        "missing_seats": found.seats,
        "missing_funders": found.funders,
        "unanswered": sum(item.outcome is None for item in meeting.agenda),
    }


def signing(meeting: Meeting) -> dict[str, Any]:
    """Once there are minutes: whose signature comes first, who may not read them whole, who has signed."""
    if meeting.state not in (MeetingState.MINUTED, MeetingState.COUNTERSIGNING):
        return {}
    firsts = {each.user_id: each.user.name for each in minuting.first_signers(meeting)}
    return {"has_signed": signatories(meeting), "first_signers": firsts, "recused": minuting.recused_there(meeting)}


def signatories(meeting: Meeting) -> Set[int]:
    """Who signed the minutes as they stand: a signature under an earlier text says nothing of this one."""
    if not meeting.minutes:
        return set()
    digest = sha256(meeting.minutes.encode()).hexdigest()
    return set(db.session.scalars(select(MinutesSignature.user_id).filter_by(meeting_id=meeting.id, digest=digest)))
