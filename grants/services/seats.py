"""Who is there, and who votes for whom: noted before the meeting, and while it lasts."""

from collections.abc import Mapping

from grants.database import db
from grants.models import Meeting, MeetingMember, PresenceChange
from grants.queries import quorums
from grants.services import room_screens
from grants.services.command import Act, command
from grants.values.sentences import sentence
from workflows.errors import Refused
from workflows.states import MeetingState

Presence = Mapping[int, int | bool]


@command
def register(act: Act, meeting_id: int, *, version: int, presence: Presence) -> None:
    """Who is there, and who votes for whom: person → True, False, or the id of the holder of their proxy."""
    meeting = act.hold(Meeting, meeting_id, version=version)
    seated = {each.user_id: each for each in meeting.members}
    proxies = must_be_lawful(seated, presence, most=proxies_allowed(meeting))
    moved = [each for each in meeting.members if placed(each) != wanted(each, presence, proxies)]
    act.do(meeting, "meeting.register", present=sorted(there(presence)), proxies=proxies)
    for user_id, member in seated.items():
        member.is_present, member.proxy_id = presence.get(user_id) is True, proxies.get(str(user_id))
    act.touch(meeting)
    if meeting.state == MeetingState.OPENED:
        remember(act, meeting, moved)


def remember(act: Act, meeting: Meeting, moved: list[MeetingMember]) -> None:
    """Who came and went while the meeting was open: its minutes tell it, and when the quorum was lost."""
    found = quorums.standing(meeting)
    then = {"at": act.at, "counted": found.counted, "missing": list(found.missing)}
    for member in moved:
        placed_at = {"is_present": member.is_present, "proxy_id": member.proxy_id}
        db.session.add(PresenceChange(meeting_id=meeting.id, user_id=member.user_id, **then, **placed_at))
    room_screens.changed(meeting.id)


def placed(member: MeetingMember) -> tuple[bool, int | None]:
    return member.is_present, member.proxy_id


def wanted(member: MeetingMember, presence: Presence, proxies: Mapping[str, int]) -> tuple[bool, int | None]:
    return presence.get(member.user_id) is True, proxies.get(str(member.user_id))


def there(presence: Presence) -> set[int]:
    return {user_id for user_id, said in presence.items() if said is True}


def proxies_allowed(meeting: Meeting) -> int:
    """How many a member may hold: one, unless the call says otherwise."""
    committee = meeting.round.call.file.committee
    return committee.proxies_per_member if committee else 1


def must_be_lawful(seated: Mapping[int, MeetingMember], presence: Presence, *, most: int) -> dict[str, int]:
    """Proxies as {absent: holder} (keys as text, for the journal): not too many a member, held by somebody there."""
    proxies = {str(user_id): said for user_id, said in presence.items() if not isinstance(said, bool)}
    voting_there = {user_id for user_id in there(presence) if user_id in seated and seated[user_id].has_vote}
    holders = list(proxies.values())
    if any(holder not in voting_there for holder in holders):
        raise Refused(["Un pouvoir se donne à un membre présent qui a une voix."])
    if any(holders.count(each) > most for each in holders):
        raise Refused([too_many(most)])
    if any(not seated[int(giver)].has_vote for giver in proxies if int(giver) in seated):
        raise Refused(["Le secrétariat n’a pas de voix : il ne peut pas donner pouvoir."])
    return proxies


def too_many(most: int) -> str:
    if most == 0:
        return "Ce comité n’admet pas de pouvoir."
    if most == 1:
        return "Un membre ne peut porter qu’un pouvoir."
    return sentence("Un membre ne peut porter plus de %(most)s pouvoirs.", most=most)
