"""The draft of a meeting's minutes (procès-verbal), told from the facts."""

from collections import Counter
from collections.abc import Iterator

from grants.models import AgendaItem, Choice, Meeting, MeetingMember, Seat
from grants.queries import meetings, quorums
from grants.values.clock import PARIS

SEATS = {
    Seat.PRESIDENT: "présidence", Seat.MEMBER: "membre", Seat.CONCERNED_PERSON: "personne concernée",
    Seat.SECRETARY: "secrétariat",
}  # fmt: skip
OUTCOMES = {
    "application.recommend": "avis favorable",
    "application.recommend_reserve": "liste complémentaire",
    "application.recommend_refusal": "avis défavorable",
    "application.adjourn": "ajourné",
}
VOTES = {Choice.FOR: "pour", Choice.AGAINST: "contre", Choice.ABSTAIN: "abstention"}


def draft(meeting: Meeting) -> str:
    """Attendance, quorum, recusals, and each answer with its tally, as plain text."""
    whole = meetings.whole(meeting.id)
    assert whole is not None  # the caller holds it
    parts = [heading(whole), attendance(whole), recused(whole), answers(whole), ending(whole)]
    return "\n\n".join("\n".join(part) for part in parts)


def heading(meeting: Meeting) -> Iterator[str]:
    yield f"Procès-verbal : {meeting.title}"
    yield f"Séance du {moment(meeting.opened_at or meeting.held_at)}, {meeting.place}."
    count = len(meeting.agenda)
    yield f"{count} dossier{'s' if count > 1 else ''} à l’ordre du jour de « {meeting.round.call.short_title} »."


def attendance(meeting: Meeting) -> Iterator[str]:
    names = {each.user_id: each.user.name for each in meeting.members}
    yield "Présents : " + (listed(each for each in meeting.members if each.is_present) or "personne") + "."
    for member in meeting.members:
        if not member.is_present:
            held = f", pouvoir à {names.get(member.proxy_id, '')}" if member.proxy_id else ""
            yield f"Absent : {member.user.name} ({SEATS[member.seat]}){held}."
    counted = len(quorums.counted(meeting))
    yield f"Quorum : {counted} membres présents ou représentés pour {meeting.quorum} nécessaires."


def listed(members: Iterator[MeetingMember]) -> str:
    return ", ".join(f"{each.user.name} ({SEATS[each.seat]})" for each in members)


def recused(meeting: Meeting) -> Iterator[str]:
    names = {each.user_id: each.user.name for each in meeting.members}
    out = meetings.recusals(meeting)
    lines = [
        f"Déport de {names[user_id]} sur le dossier {item.application.number} : sorti de la salle, ne compte pas."
        for item in meeting.agenda
        for user_id in sorted(out[item.application_id] & names.keys())
    ]
    yield from lines or ["Aucun déport."]


def answers(meeting: Meeting) -> Iterator[str]:
    yield "Avis rendus :"
    for item in meeting.agenda:
        yield answer(item)


def answer(item: AgendaItem) -> str:
    file = item.application
    amount = f" pour {item.amount}" if item.amount else ""
    said = f" {item.reason}" if item.reason else ""
    words = OUTCOMES.get(item.outcome or "", "non examiné")
    return f"- {file.number}, {file.organisation.name}, « {file.title} » : {words}{amount} ({tally(item)}).{said}"


def tally(item: AgendaItem) -> str:
    """ "7 pour, 1 abstention", or how an answer without a vote is called."""
    counted = Counter(vote.choice for vote in item.votes)
    said = [f"{counted[choice]} {word}" for choice, word in VOTES.items() if counted[choice]]
    return ", ".join(said) or "sans vote, par consensus"


def ending(meeting: Meeting) -> Iterator[str]:
    if meeting.closed_at:
        yield f"La séance est levée le {moment(meeting.closed_at)}."


def moment(at: object) -> str:
    local = at.astimezone(PARIS)  # type: ignore[attr-defined]
    return f"{local:%d/%m/%Y} à {local.hour} h {local:%M}"
