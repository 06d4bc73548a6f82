"""Rulings, labels, appeals."""

from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from grants.database import db
from grants.models import AgendaItem, Appeal, Envelope, Meeting, Ruling
from grants.queries.letters.scene import Fact, Scene
from grants.values.money import Money


def ruling(scene: Scene) -> Ruling | None:
    """The act's ruling, else the latest of the file."""
    if isinstance(scene.subject, Ruling):
        return scene.subject
    here = select(Ruling).filter_by(application_id=scene.file.id)
    return db.session.scalar(here.order_by(Ruling.is_in_force.desc(), Ruling.id.desc()).limit(1))


def awarded(scene: Scene) -> bool:
    """Whether the file had been told of an award when it was withdrawn."""
    found = ruling(scene)
    return bool(found and found.amount and scene.file.is_published)


def lines(text: str | None) -> list[dict[str, str]]:
    """One reason a line."""
    return [{"libelle": line.strip(" -–•.;")} for line in (text or "").splitlines() if line.strip()]


def reasons(scene: Scene) -> Any:
    found = ruling(scene)
    return lines(found.reason) if found else None


def committee_day(scene: Scene) -> Any:
    """When the committee examined the file."""
    seen = select(Meeting.held_at).join(AgendaItem).where(AgendaItem.application_id == scene.file.id)
    return db.session.scalar(seen.order_by(Meeting.held_at.desc()).limit(1))


def envelope_total(scene: Scene) -> Money:
    return summed(db.session.scalar(select(func.sum(Envelope.amount)).filter_by(round_id=scene.round.id)))


def summed(total: Any) -> Money:
    """What `sum` answers, as money: nothing is zero, and PostgreSQL adds integers into decimals."""
    return Money(int(total.cents)) if isinstance(total, Money) else Money(int(total or 0))


def expiry_of_reserve(scene: Scene) -> Any:
    kept = scene.file.file.reserve_list
    return (kept and kept.expires_on) or scene.day + timedelta(days=183)


def amount_reason(scene: Scene) -> str | None:
    found = ruling(scene)
    return found.reason.rstrip(".") if found and found.amount != scene.file.requested_amount else None


def appeal_day(scene: Scene) -> Any:
    return scene.subject.filed_at if isinstance(scene.subject, Appeal) else None


def contested_day(scene: Scene) -> Any:
    found = ruling(scene)
    return found.decided_at if found else scene.file.released_at or scene.file.submitted_at


FACTS: dict[str, Fact] = {
    "etape_desistement": lambda scene: "apres_attribution" if awarded(scene) else "avant_decision",
    "montant_attribue": lambda scene: (found := ruling(scene)) and found.amount,
    "motif_difference": amount_reason,
    "conditions": lambda scene: [{"libelle": each} for each in found.conditions] if (found := ruling(scene)) else None,
    "motifs": reasons,
    "pistes": lambda scene: [{"libelle": "demander un rendez-vous au service instructeur pour en parler"}],
    "motif_sans_suite": lambda scene: (found := ruling(scene)) and found.reason.rstrip("."),
    "rang_liste": lambda scene: ((found := ruling(scene)) and found.rank) or 1,
    "delai_confirmation_jours": lambda scene: 10,
    "date_fin_liste": expiry_of_reserve,
    "enveloppe": envelope_total,
    "date_comite": lambda scene: committee_day(scene) or (found := ruling(scene)) and found.decided_at,
    "date_recours": appeal_day,
    "date_decision_contestee": contested_day,
    "arguments": lambda scene: [{"libelle": scene.subject.grounds.rstrip("."), "reponse": scene.subject.answer}],
    "date_effet": lambda scene: scene.subject.granted_from,
    "date_fin_label": lambda scene: scene.subject.granted_until,
    "date_retrait": lambda scene: scene.subject.withdrawn_on or scene.day,
    "renouvellement": lambda scene: False,
}
