"""What the variables of a mail stand for: French name → value, found from what happened."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from grants.database import db
from grants.models import (
    AccountLink,
    Accreditation,
    Adviser,
    Agreement,
    Amendment,
    Appeal,
    Application,
    Delegation,
    Evaluation,
    Mandate,
    Meeting,
    Opinion,
    Organisation,
    Payment,
    Recovery,
    Report,
    Review,
    ReviewStatus,
    Round,
    User,
)
from grants.queries.alerts import VALID_HOURS
from grants.values import clock
from notifications.event import Event
from notifications.parts import part
from notifications.subscribers import wishes

DATED: dict[str, Any] = {"recovery": Recovery, "agreement": Agreement, "report": Report, "evaluation": Evaluation}
SEATS = {"editor": "rédiger les dossiers", "representative": "représenter légalement l’organisme"}
DUE = ("due_on", "due_at", "sign_by_at", "hear_by_at", "pay_by_at", "answer_by_at", "send_by_at")


def facts(event: Event, user: User, names: Iterable[str]) -> dict[str, Any]:
    """The values of these variables; what the act recorded under the same name comes first."""
    return {name: event.data[name] if name in event.data else FACTS[name](event, user) for name in names}


def due(event: Event) -> datetime | str:
    """By when the act expects something, from the act itself, its subject, then its file."""
    model = DATED.get(event.item.act.partition(".")[0])
    subject = part(event, model) if model else event.subject
    found = [event.data.get(name) for name in DUE] + [getattr(subject, name, None) for name in DUE]
    if isinstance(event.subject, Meeting):
        found.append(event.subject.held_at - timedelta(days=3))  # links of interest are told before the meeting
    if event.application:
        found += [event.application.completion_due_at, event.application.closes_at]
    first: datetime | str = next(each for each in found if each)
    return first


def time_left(event: Event) -> str:
    """« 6 heures 12 minutes », or days and hours when there are days."""
    minutes = max(0, int((_closing(event) - clock.now()).total_seconds() // 60))
    days, hours = divmod(minutes // 60, 24)
    parts = [(days, "jour"), (hours, "heure"), (0 if days else minutes % 60, "minute")]
    return (
        " ".join(f"{count} {noun}{'s' if count > 1 else ''}" for count, noun in parts if count) or "moins d’une minute"
    )


def files_concerned(event: Event, user: User) -> int:
    """Files on the agenda, files handed in for the round, or readings that this person owes."""
    if isinstance(event.subject, Meeting):
        return len(event.subject.agenda)
    if isinstance(event.subject, Round):
        here = select(func.count(Application.id)).filter_by(round_id=event.subject.id)
        return db.session.scalar(here.where(Application.submitted_at.is_not(None))) or 0
    owed = select(func.count(Review.id)).filter_by(reviewer_id=user.id, status=ReviewStatus.ASSIGNED)
    return max(1, db.session.scalar(owed) or 0)


def reason(event: Event) -> str:
    """The reason given with the act, on its subject."""
    names = ("reason", "extension_reason", "termination_reason")
    said = (event.data.get("reason"), *(getattr(event.subject, name, None) for name in names))
    return next((str(each) for each in said if each), "elle est donnée dans le dossier")


def lifetime(link: AccountLink) -> str:
    """How long a link serves, in words."""
    hours = round((link.expires_at - link.created_at).total_seconds() / 3600)
    days, rest = divmod(hours, 24)
    return f"{days} jours" if days > 1 and not rest else f"{hours} heure{'s' if hours > 1 else ''}"


def act_kind(event: Event) -> str:
    if isinstance(event.subject, Amendment) or event.item.act == "agreement.amend":
        return "avenant"
    return "convention" if part(event, Agreement).is_convention else "arrêté"


def helping_house(event: Event) -> str:
    """The house of who helps, as the accreditation names it."""
    return event.subject.house if isinstance(event.subject, Accreditation) else part(event, Mandate).accreditation.house


def adviser_of(event: Event) -> str:
    adviser = part(event, Adviser)
    return adviser.user.name if adviser.user else adviser.email


def end_of_iban(event: Event) -> str:
    iban = _file(event).organisation.iban
    return iban[-4:] if iban else "inconnu"


def organisation_of(event: Event) -> Organisation:
    """The organisation that it is about, or that of the file."""
    return event.subject if isinstance(event.subject, Organisation) else _file(event).organisation


def _file(event: Event) -> Application:
    if event.application is None:
        raise ValueError(f"{event.item.act} is about no file")
    return event.application


def _closing(event: Event) -> datetime:
    return event.application.closes_at if event.application else event.subject.closes_at


Fact = Callable[[Event, User], Any]
FACTS: dict[str, Fact] = {
    "appel": lambda event, _: event.call.short_title if event.call else "Guichet",
    "numero": lambda event, _: _file(event).number,
    "titre_projet": lambda event, _: _file(event).title or "projet sans titre",
    "organisme": lambda event, _: organisation_of(event).name,
    "autre_fiche": lambda event, _: event.data["label"],
    "dossiers": lambda event, _: ", ".join(event.data["files"]),
    "mandataire": lambda event, _: part(event, Mandate).helper.name,
    "structure": lambda event, _: helping_house(event),
    "reference_delegation": lambda event, _: part(event, Delegation).reference,
    "conseil": lambda event, _: adviser_of(event),
    "role": lambda event, _: SEATS[event.data["as_role"]],
    "personne": lambda _, user: user.name,
    "expediteur": lambda event, _: event.actor.name if event.actor else "Guichet",
    "date_heure": lambda event, _: event.item.queued_at,
    "date_depot": lambda event, _: _file(event).submitted_at or event.item.queued_at,
    "date_silence": lambda event, _: _file(event).silence_on or due(event),
    "date_annonce": lambda event, _: event.round and event.round.announced_at,
    "date_cloture": lambda event, _: _closing(event),
    "temps_restant": lambda event, _: time_left(event),
    "manques": lambda event, _: event.data.get("missing", 0),
    "nombre_demandes": lambda event, _: max(1, len(event.data.get("items", ()))),
    "nombre_remarques": lambda event, _: max(1, len(event.data.get("remarks", ()))),
    "nombre_dossiers": files_concerned,
    "date_limite": lambda event, _: due(event),
    "motif": lambda event, _: reason(event),
    "nouvelle_cloture": lambda event, _: event.data.get("closes_at") or event.subject.closes_at,
    "ancienne_cloture": lambda event, _: event.data.get("previous_closes_at") or event.data.get("closed_at"),
    "date_seance": lambda event, _: part(event, Meeting).held_at,
    "date_audition": lambda event, _: event.data["hearing_at"],
    "lieu": lambda event, _: part(event, Meeting).place,
    "numero_seance": lambda event, _: str(part(event, Meeting).id),
    "service": lambda event, _: event.call and event.call.file.contact.service,
    "service_consulte": lambda event, _: part(event, Opinion).service_label,
    "question_avis": lambda event, _: part(event, Opinion).question,
    "numero_acte": lambda event, _: part(event, Agreement).reference,
    "type_acte": lambda event, _: act_kind(event),
    "libelle_versement": lambda event, _: part(event, Payment).label,
    "montant": lambda event, _: part(event, Payment).amount,
    "iban_fin": lambda event, _: end_of_iban(event),
    "compte_rendu": lambda event, _: part(event, Report).label,
    "date_echeance": lambda event, _: part(event, Report).due_at,
    "duree_valide": lambda event, _: lifetime(event.subject),
    "nouvelle_adresse": lambda event, _: event.subject.email,
    "appareil": lambda event, _: event.subject.device,
    "reseau": lambda event, _: event.subject.network or "inconnu",
    "changement": lambda event, _: event.data["changement"],
    "resume": lambda event, _: event.call and event.call.summary,
    "desabonnement": lambda _, user: getattr(user, "unsubscribe", ""),
    "souhaits": lambda event, _: wishes(event),
    "heures_valides": lambda event, _: VALID_HOURS,
    "date_reponse": lambda event, _: part(event, Appeal).answer_by_at,
}
