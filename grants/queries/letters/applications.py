"""What letters say of a file, its deposit and its ruling."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import func, select

from grants.database import db
from grants.models import Application, Envelope, Piece, Ruling, Verdict
from grants.queries.letters.context import Context
from grants.values.money import Money

RESERVE_DAYS = 10  # to confirm, once called from the reserve list [verify]


def pieces(context: Context) -> list[dict[str, str]]:
    """The labels of the pieces that are there."""
    labels = {piece.key: piece.label for piece in context.application.file.pieces}
    given = select(Piece.key).filter_by(application_id=context.application.id, replaced_at=None).order_by(Piece.id)
    return [{"libelle": labels.get(key, key)} for key in db.session.scalars(given)]


def code(context: Context) -> str | None:
    return context.receipt.code if context.receipt else None


def stage_closing(context: Context) -> Any:
    return context.application.round.closes_at


def count_of(context: Context, *where: Any) -> int:
    here = select(func.count(Application.id.distinct())).where(
        Application.round_id == context.application.round_id, Application.submitted_at.is_not(None), *where
    )
    return db.session.scalar(here) or 0


def awarded(context: Context) -> int:
    return count_of(
        context,
        Application.id.in_(select(Ruling.application_id).filter_by(is_in_force=True, verdict=Verdict.AWARD)),
    )


def envelopes_total(context: Context) -> Money:
    amounts = select(Envelope.amount).filter_by(round_id=context.application.round_id)
    return Money.total(db.session.scalars(amounts))


def reasons(context: Context) -> list[dict[str, str]]:
    """The ruling's reasons, a sentence each."""
    text = context.ruling.reason if context.ruling else ""
    return [{"libelle": line.strip(" -•.;")} for line in text.splitlines() if line.strip()]


def reserve_until(context: Context) -> Any:
    reserve = context.application.file.reserve_list
    return (reserve.expires_on if reserve else None) or context.application.round.announced_at


def withdrawal_step(context: Context) -> str:
    return "apres_attribution" if context.agreement else "avant_decision"


def partners(context: Context) -> list[dict[str, Any]]:
    return [
        {"nom": each.name, "role": "membre du groupement" if each.is_co_carrier else "partenaire",
         "part": str(each.amount) if each.amount else "sans part financière"}
        for each in context.application.partners
    ]  # fmt: skip


SOURCES: dict[str, Callable[[Context], Any]] = {
    "numero_dossier": lambda context: context.application.number,
    "url_dossier": lambda context: context.address("dossiers", context.application.number),
    "titre_appel": lambda context: context.application.call.title,
    "nom_label": lambda context: context.application.call.short_title,
    "titre_projet": lambda context: context.application.title,
    "resume_projet": lambda context: context.answers.get("project_summary") or context.application.title,
    "date_depot": lambda context: context.application.submitted_at,
    "date_limite_dossier": stage_closing,
    "empreinte": lambda context: context.snapshot.digest[:16] if context.snapshot else None,
    "code_verification": code,
    "url_verification": lambda context: context.address("recepisse", code(context) or ""),
    "date_silence": lambda context: context.application.silence_on,
    "pieces_recues": pieces,
    "montant_demande": lambda context: context.application.requested_amount,
    "date_annonce": lambda context: context.application.round.announced_at,
    "nom_organisme": lambda context: context.application.organisation.name,
    "siret": lambda context: context.application.organisation.siret,
    "rna": lambda context: context.application.organisation.rna,
    "adresse_organisme": lambda context: context.application.organisation.address,
    "montant_attribue": lambda context: context.ruling.amount if context.ruling else None,
    "motif_difference": lambda context: context.ruling.reason if context.ruling else None,
    "conditions": lambda context: [{"libelle": each} for each in (context.ruling.conditions if context.ruling else [])],
    "motifs": reasons,
    "points_forts": lambda context: [],
    "motif_sans_suite": lambda context: context.ruling.reason if context.ruling else None,
    "rang_liste": lambda context: context.ruling.rank if context.ruling else None,
    "delai_confirmation_jours": lambda context: RESERVE_DAYS,
    "date_fin_liste": reserve_until,
    "enveloppe": envelopes_total,
    "nombre_recus": count_of,
    "nombre_retenus": awarded,
    "date_decision_contestee": lambda context: (
        context.ruling.decided_at if context.ruling else context.application.released_at
    ),
    "date_desistement": lambda context: context.at,
    "etape_desistement": withdrawal_step,
    "somme_a_rendre": lambda context: context.paid or None,
    "membres": partners,
    "lieux": lambda context: [{"libelle": f"{each.kind} {each.code}"} for each in context.application.territories],
}
