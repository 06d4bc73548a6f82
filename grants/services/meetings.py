"""Committee meetings (séances): convened, held with a quorum, minuted, signed. Their journal is the round's."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from grants.database import db
from grants.models import AgendaItem, Meeting, MeetingMember, Round, Seat
from grants.queries import meetings as queries
from grants.services import hearings, letters
from grants.services.command import Act, command
from grants.services.votes import vote
from workflows.errors import Refused
from workflows.registry import latest

__all__ = ["close", "convene", "minute", "open", "register", "sign", "vote"]


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
) -> int:
    """Call a meeting on the files that wait, in the order of their raw scores; its id. `seats`: person → seat.

    hearing_minutes: how long each file is heard, when its people are; directions: how they get there.
    """
    round = act.lock(Round, round_id, version=version)
    files = queries.waiting(round)
    must_stand(act, held_at, quorum, seats, has_files=bool(files))
    workflow = latest("meeting")
    meeting = Meeting(round=round, title=title, held_at=held_at, place=place, quorum=quorum)
    meeting.hearing_minutes, meeting.directions = hearing_minutes, directions
    meeting.workflow_key, meeting.state = workflow.key, workflow.initial
    meeting.members = [MeetingMember(user_id=user_id, seat=seat) for user_id, seat in seats.items()]
    meeting.agenda = [AgendaItem(application_id=each.id, rank=rank) for rank, each in enumerate(files, 1)]
    db.session.add(meeting)
    db.session.flush()
    act.do(meeting, "meeting.convene", files=[each.number for each in files], held_at=held_at.isoformat())
    letters.write(act, "meeting.convene", meeting)
    hearings.convene(act, meeting)
    return meeting.id


def must_stand(act: Act, held_at: datetime, quorum: int, seats: Mapping[int, Seat], *, has_files: bool) -> None:
    """`Refused` when such a meeting could never be held."""
    given = list(seats.values())
    reasons = {
        "Aucun dossier de cette vague n’attend le comité.": not has_files,
        "La séance doit se tenir à une date à venir.": held_at <= act.at,
        "Il faut une personne, et une seule, à la présidence.": given.count(Seat.PRESIDENT) != 1,
        "Il faut une personne au secrétariat.": Seat.SECRETARY not in given,
        "Il y a moins de sièges avec voix que le quorum.": sum(each is not Seat.SECRETARY for each in given) < quorum,
    }
    if found := [reason for reason, stands in reasons.items() if stands]:
        raise Refused(found)


@command
def register(act: Act, meeting_id: int, *, version: int, presence: Mapping[int, int | bool]) -> None:
    """Who is there, and who votes for whom: person → True, False, or the id of the holder of their proxy."""
    meeting = act.hold(Meeting, meeting_id, version=version)
    seated = {each.user_id: each for each in meeting.members}
    proxies = must_be_lawful(seated, presence)
    act.do(meeting, "meeting.register", present=sorted(there(presence)), proxies=proxies)
    for user_id, member in seated.items():
        member.is_present, member.proxy_id = presence.get(user_id) is True, proxies.get(str(user_id))
    act.touch(meeting)


def there(presence: Mapping[int, int | bool]) -> set[int]:
    return {user_id for user_id, said in presence.items() if said is True}


def must_be_lawful(seated: Mapping[int, MeetingMember], presence: Mapping[int, int | bool]) -> dict[str, int]:
    """Proxies as {absent: holder} (keys as text, for the journal): one at most a member, held by somebody there."""
    proxies = {str(user_id): said for user_id, said in presence.items() if not isinstance(said, bool)}
    voting_there = {user_id for user_id in there(presence) if user_id in seated and seated[user_id].has_vote}
    holders = list(proxies.values())
    if any(holder not in voting_there for holder in holders):
        raise Refused(["Un pouvoir se donne à un membre présent qui a une voix."])
    if len(holders) != len(set(holders)):
        raise Refused(["Un membre ne peut porter qu’un pouvoir."])
    if any(not seated[int(giver)].has_vote for giver in proxies if int(giver) in seated):
        raise Refused(["Le secrétariat n’a pas de voix : il ne peut pas donner pouvoir."])
    return proxies


@command
def open(act: Act, meeting_id: int, *, version: int) -> None:
    """Open the meeting, when the quorum is there."""
    meeting = act.hold(Meeting, meeting_id, version=version)
    act.move(meeting, "meeting.open", present=queries.names_present(meeting))
    meeting.opened_at = act.at


@command
def close(act: Act, meeting_id: int, *, version: int) -> None:
    """Close the meeting, when every file of the agenda has its answer or is adjourned."""
    meeting = act.hold(Meeting, meeting_id, version=version)
    act.move(meeting, "meeting.close")
    meeting.closed_at = act.at


@command
def minute(act: Act, meeting_id: int, *, version: int, minutes: str) -> None:
    """Write the minutes, generated from the facts and corrected by hand."""
    meeting = act.hold(Meeting, meeting_id, version=version)
    act.move(meeting, "meeting.minute")
    meeting.minutes = minutes


@command
def sign(act: Act, meeting_id: int, *, version: int) -> None:
    """Freeze the minutes: their hash stands in the journal, and they are told to all the members."""
    meeting = act.hold(Meeting, meeting_id, version=version)
    digest = sha256((meeting.minutes or "").encode()).hexdigest()
    act.move(meeting, "meeting.sign", digest=digest)
    meeting.minutes_digest, meeting.signed_at = digest, act.at
    letters.write(act, "meeting.sign", meeting)
