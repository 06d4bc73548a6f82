"""The draft of a meeting's minutes (procès-verbal), told from the facts."""

from collections.abc import Iterable, Iterator

from sqlalchemy import select

from grants.database import db
from grants.models import AgendaItem, Application, Choice, Meeting, MeetingMember, PresenceChange, Seat
from grants.policies import minuting
from grants.queries import ballots, meetings, quorums
from grants.values.clock import PARIS

SEATS = {
    Seat.PRESIDENT: "présidence", Seat.VICE_PRESIDENT: "présidence suppléante", Seat.MEMBER: "membre",
    Seat.CONCERNED_PERSON: "personne concernée", Seat.SECRETARY: "secrétariat",
}  # fmt: skip
WANTED = {
    "president": "Présidence ou sa suppléance, présente ou représentée",
    "concerned_person": "Personne concernée, présente ou représentée",
}
ABSENT = {"president": "la présidence", "concerned_person": "une personne concernée"}
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
    parts = [heading(whole), attendance(whole), movements(whole), recused(whole), answers(whole), ending(whole)]
    return "\n\n".join("\n".join(lines) for part in parts if (lines := list(part)))


def heading(meeting: Meeting) -> Iterator[str]:
    yield f"Procès-verbal : {meeting.title}"
    yield f"Séance du {moment(meeting.opened_at or meeting.held_at)}, {meeting.place}."
    if meeting.follows:
        first = moment(meeting.follows.opened_at or meeting.follows.held_at)
        yield f"Seconde convocation : la séance du {first} n’avait pas réuni son quorum."
        yield f"L’ordre du jour est le même ; le règlement de l’appel ramène le quorum à {meeting.quorum} membres."
    count = len(meeting.agenda)
    yield f"{count} dossier{'s' if count > 1 else ''} à l’ordre du jour de « {meeting.round.call.short_title} »."


def attendance(meeting: Meeting) -> Iterator[str]:
    names = {each.user_id: each.user.name for each in meeting.members}
    yield "Présents : " + (listed(each for each in meeting.members if each.is_present) or "personne") + "."
    for member in meeting.members:
        if not member.is_present:
            held = f", pouvoir à {names.get(member.proxy_id, '')}" if member.proxy_id else ""
            yield f"Absent : {member.user.name} ({SEATS[member.seat]}){held}."
    found = quorums.standing(meeting)
    yield f"Quorum : {found.counted} membres présents ou représentés pour {found.needed} nécessaires."
    for each in meeting.required_seats:
        wanted = f"Financeur « {found.names[each]} » représenté" if each in found.names else WANTED[each]
        absent = "non" if each in found.names else "absente"
        yield f"{wanted} : {f'{absent}, le comité ne peut pas se prononcer' if each in found.missing else 'oui'}."


def movements(meeting: Meeting) -> Iterator[str]:
    """Who came and went during the meeting, and from when to when its quorum was lost."""
    changes = select(PresenceChange).filter_by(meeting_id=meeting.id).order_by(PresenceChange.id)
    names, lost = {each.user_id: each.user.name for each in meeting.members}, False
    absent = ABSENT | {code: f"« {name} »" for code, name in quorums.funder_names(meeting).items()}
    rows = db.session.scalars(changes).all()
    for rank, change in enumerate(rows):
        yield f"À {hour(change.at)}, {moved(change, names)}."
        if rank + 1 < len(rows) and rows[rank + 1].at == change.at:
            continue  # noted together: the quorum is told after the last of them
        if (change.counted < meeting.quorum or bool(change.missing)) != lost:
            lost = not lost
            now = "le quorum est perdu : plus aucun vote n’a lieu" if lost else "le quorum est retrouvé"
            seats = "".join(f" ; il manque {absent[each]}" for each in change.missing)
            yield f"À {hour(change.at)}, {now} ({change.counted} membres présents ou représentés{seats})."


def moved(change: PresenceChange, names: dict[int, str]) -> str:
    name = names.get(change.user_id, "")
    if change.is_present:
        return f"{name} est présent"
    return f"{name} quitte la séance" + (
        f" et donne pouvoir à {names.get(change.proxy_id, '')}" if change.proxy_id else ""
    )


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
    about = f"- {file.number}, {file.organisation.name}, « {file.title} »"
    if item.outcome is None:
        return f"{about} : non examiné."
    return f"{about} : {OUTCOMES[item.outcome]}{amount} ({tally(item)}).{said}"


def tally(item: AgendaItem) -> str:
    """ "7 pour, 1 abstention", or how an answer without a vote is called."""
    counted = ballots.counts(item)
    said = [f"{counted[choice]} {word}" for choice, word in VOTES.items() if choice in counted]
    words = ", ".join(said)
    return f"à bulletin secret, {words}" if words and item.is_secret else words or "sans vote, par consensus"


def ending(meeting: Meeting) -> Iterator[str]:
    if meeting.adjourned_reason:
        yield f"La séance est ajournée : {meeting.adjourned_reason}"
        yield "Les dossiers non examinés passent à la prochaine séance."
    if minuting.is_replaced(meeting):
        names = " ou ".join(each.user.name for each in minuting.first_signers(meeting))
        why = "étant absente" if minuting.is_away(meeting) else "s’étant déportée d’un dossier"
        yield f"La présidence {why}, le procès-verbal est signé à sa place par {names}."
    if meeting.closed_at:
        yield f"La séance est levée le {moment(meeting.closed_at)}."


def readable(meeting: Meeting, hidden: Iterable[Application]) -> list[str]:
    """The minutes line by line, without what they say of the files that are not the reader's to see."""
    names = {name for each in hidden for name in (each.number, each.organisation.name, each.title) if name}
    lines = (meeting.minutes or "").splitlines()
    return [line for line in lines if not any(name in line for name in names)]


def moment(at: object) -> str:
    local = at.astimezone(PARIS)  # type: ignore[attr-defined]
    return f"{local:%d/%m/%Y} à {hour(at)}"


def hour(at: object) -> str:
    local = at.astimezone(PARIS)  # type: ignore[attr-defined]
    return f"{local.hour} h {local:%M}"
