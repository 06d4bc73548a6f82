"""Committee meetings (séances): convened, opened with a quorum, closed or adjourned. Their journal is the round's."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from grants.database import db
from grants.models import AgendaItem, Application, Meeting, MeetingMember, Round, Seat
from grants.queries import ballots, second_calls
from grants.queries import meetings as queries
from grants.queries.second_calls import SecondCall
from grants.services import hearings, letters, room_screens
from grants.services.agendas import arrange, call_file
from grants.services.command import Act, command
from grants.services.minutes import correct, minute, sign
from grants.services.seats import register
from grants.services.votes import choose_vote, count_votes, vote
from grants.values.clock import day_of
from grants.values.committees import REQUIRED_SEATS
from grants.values.sentences import sentence
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
    quorum = second.quorum if second else quorum
    required = required_seats(round)
    must_stand(act, held_at, quorum, seats, required, has_files=bool(chosen))
    if is_secret and not ballots.is_allowed(round.call):
        raise Refused(["Le règlement de cet appel ne prévoit que le vote à main levée."])
    workflow = latest("meeting")
    meeting = Meeting(round=round, title=title, held_at=held_at, place=place, quorum=quorum)
    meeting.hearing_minutes, meeting.directions, meeting.is_secret = hearing_minutes, directions, is_secret
    meeting.required_seats, meeting.follows_id = required, follows_id
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


def second_call(act: Act, round: Round, follows_id: int, held_at: datetime) -> SecondCall:
    """What the rule gives to the second meeting; `Refused` when the first one opens no right to it, or too early."""
    first = act.lock(Meeting, follows_id)
    found = second_calls.offered(first) if first.round_id == round.id else None
    if found is None:
        raise Refused(["Cette séance n’ouvre pas droit à une seconde convocation, ou ses dossiers n’attendent plus."])
    if held_at < found.earliest:
        first_day = f"{day_of(found.earliest):%d/%m/%Y}"
        raise Refused(
            [
                sentence(
                    "Entre la séance sans quorum et la seconde, l’appel veut %(days)s jours : pas avant le %(day)s.",
                    days=found.days, day=first_day,
                )
            ]
        )  # fmt: skip
    return found


def chosen_among(waiting: Sequence[Application], files: Sequence[int] | None) -> Sequence[Application]:
    """The files asked for, in that order; `Refused` when one of them waits no more."""
    if files is None:
        return waiting
    ready = {each.id: each for each in waiting}
    if not ready.keys() >= set(files):
        raise Refused(["Un des dossiers choisis n’attend plus le comité : relisez la liste."])
    return [ready[each] for each in dict.fromkeys(files)]


def must_stand(
    act: Act, held_at: datetime, quorum: int, seats: Mapping[int, Seat], required: Sequence[str], *, has_files: bool
) -> None:
    """`Refused` when such a meeting could never be held."""
    given = list(seats.values())
    wants_concerned = Seat.CONCERNED_PERSON in required
    reasons = {
        "Aucun dossier de cette vague n’attend le comité.": not has_files,
        "La séance doit se tenir à une date à venir.": held_at <= act.at,
        "Il faut une personne, et une seule, à la présidence.": given.count(Seat.PRESIDENT) != 1,
        "Une seule personne, au plus, supplée la présidence.": given.count(Seat.VICE_PRESIDENT) > 1,
        "Ce comité ne se prononce pas sans une personne concernée : donnez-lui un siège.": (
            wants_concerned and Seat.CONCERNED_PERSON not in given
        ),
        "Il faut une personne au secrétariat.": Seat.SECRETARY not in given,
        "Il y a moins de sièges avec voix que le quorum.": sum(each is not Seat.SECRETARY for each in given) < quorum,
    }
    if found := [reason for reason, stands in reasons.items() if stands]:
        raise Refused(found)


def required_seats(round: Round) -> list[str]:
    """The seats without which this call's committee gives no opinion; kept with the meeting, as its quorum is."""
    committee = round.call.file.committee
    return [each for each in committee.quorum.required_roles if each in REQUIRED_SEATS] if committee else []


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
