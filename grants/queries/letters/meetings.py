"""Committee meetings, hearings, evaluations and closings."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from grants.database import db
from grants.models import (
    Choice,
    Evaluation,
    IndicatorValue,
    Meeting,
    MinutesSignature,
    PresenceChange,
    Recusal,
    Report,
    Seat,
    Signatory,
)
from grants.policies import minuting
from grants.queries import ballots, meetings
from grants.queries.letters.scene import Fact, Scene
from grants.values.clock import PARIS
from grants.values.money import Money

SEATS = {
    Seat.PRESIDENT: "présidence",
    Seat.VICE_PRESIDENT: "présidence suppléante",
    Seat.MEMBER: "membre",
    Seat.CONCERNED_PERSON: "personne concernée",
    Seat.SECRETARY: "secrétariat",
}
OUTCOMES = {
    "application.recommend": "favorable",
    "application.recommend_reserve": "liste complémentaire",
    "application.recommend_refusal": "défavorable",
    "application.adjourn": "ajourné",
}
VOTES = {Choice.FOR: "pour", Choice.AGAINST: "contre", Choice.ABSTAIN: "abstention"}


def meeting(scene: Scene) -> Meeting:
    found: Meeting = scene.subject
    return found


def seated(scene: Scene, *, present: bool) -> list[dict[str, str | None]]:
    return [
        {"nom": each.user.name, "qualite": SEATS[each.seat], "mandat": "pouvoir donné" if each.proxy_id else None}
        for each in meeting(scene).members
        if each.is_present is present
    ]


def named(scene: Scene, seat: Seat) -> str:
    return next((each.user.name for each in meeting(scene).members if each.seat is seat), scene.actor.name)


def presided(scene: Scene) -> str:
    """The president; where they were absent, who signed the minutes in their place."""
    first = select(MinutesSignature).filter_by(meeting_id=meeting(scene).id, signatory=Signatory.PRESIDENT)
    signed = db.session.scalars(first.order_by(MinutesSignature.id.desc()).limit(1)).first()
    if signed is None or not minuting.is_away(meeting(scene)):
        return named(scene, Seat.PRESIDENT)
    return signed.user.name


def recusals(scene: Scene) -> list[dict[str, str]]:
    here = [each.application_id for each in meeting(scene).agenda]
    members = [each.user_id for each in meeting(scene).members]
    rows = select(Recusal).where(
        Recusal.application_id.in_(here), Recusal.user_id.in_(members), Recusal.lifted_at.is_(None)
    )
    return [{"nom": each.user.name, "dossier": each.application.number} for each in db.session.scalars(rows)]


def noted(score: float | None) -> str:
    return "–" if score is None else f"{score:.2f}".replace(".", ",")


def lost_at(scene: Scene) -> str | None:
    """The hour when the quorum was lost for good."""
    changes = select(PresenceChange).filter_by(meeting_id=meeting(scene).id).order_by(PresenceChange.id.desc())
    last = db.session.scalar(changes.limit(1))
    lost = last is not None and (last.counted < meeting(scene).quorum or last.missing)
    return f"{last.at.astimezone(PARIS):%-H h %M}" if last and lost else None


def outcomes(scene: Scene) -> list[dict[str, Any]]:
    scores = meetings.scores(meeting(scene))
    return [
        {
            "dossier": each.application.number,
            "projet": each.application.title,
            "note": noted(scores.get(each.application_id)),
            "avis": OUTCOMES.get(each.outcome or "", "non examiné"),
            "montant": each.amount or Money(0),
            "votes": tally(ballots.counts(each)),
        }
        for each in meeting(scene).agenda
    ]


def tally(counted: dict[Choice, int]) -> str:
    return ", ".join(f"{counted[choice]} {word}" for choice, word in VOTES.items() if choice in counted) or "sans vote"


def end_hour(scene: Scene) -> str:
    return f"{(meeting(scene).closed_at or scene.at).astimezone(PARIS):%-H h %M}"


def results(scene: Scene) -> list[dict[str, str]]:
    """The indicators of the final report."""
    rows = select(IndicatorValue).join(Report).where(Report.application_id == scene.file.id, Report.kind == "final")
    return [
        {"libelle": each.key.replace("_", " "), "cible": str(each.target or "–"), "realise": str(each.value or "–")}
        for each in db.session.scalars(rows)
    ] or [{"libelle": "action", "cible": "réalisée", "realise": "réalisée"}]


def appreciation(scene: Scene) -> str:
    found = db.session.scalar(select(Evaluation.conclusion).filter_by(application_id=scene.file.id))
    return found or "L’action a été menée à son terme."


FACTS: dict[str, Fact] = {
    "nom_comite": lambda scene: meeting(scene).title,
    "date_heure_seance": lambda scene: meeting(scene).held_at,
    "heure_fin": end_hour,
    "lieu_seance": lambda scene: meeting(scene).place,
    "nombre_dossiers": lambda scene: len(meeting(scene).agenda),
    "quorum": lambda scene: meeting(scene).quorum,
    "seance_sans_quorum": lambda scene: first.held_at if (first := meeting(scene).follows) else None,
    "url_seance": lambda scene: scene.page(f"/comites/{meeting(scene).id}"),
    "date_limite_deport": lambda scene: meeting(scene).held_at - timedelta(days=3),
    "personne_concernee": lambda scene: any(each.seat is Seat.CONCERNED_PERSON for each in meeting(scene).members),
    "ordre_du_jour": lambda scene: [{"libelle": f"{len(meeting(scene).agenda)} dossiers, dans l’ordre du rôle"}],
    "presents": lambda scene: seated(scene, present=True),
    "absents": lambda scene: seated(scene, present=False),
    "nombre_votants": lambda scene: sum(each.has_vote and each.is_present for each in meeting(scene).members),
    "quorum_perdu_a": lost_at,
    "deports": recusals,
    "avis_rendus": outcomes,
    "president_nom": presided,
    "secretaire_nom": lambda scene: named(scene, Seat.SECRETARY),
    "bilan_indicateurs": results,
    "appreciation": appreciation,
}
