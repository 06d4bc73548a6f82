"""The letterhead, the signature, the contact."""

from sqlalchemy import select

from grants.database import db
from grants.models import MemberRole, Membership, Organisation, User
from grants.queries.letters.scene import Fact, Scene, administration, once
from workflows.roles import Role

SETTINGS = (
    "nom_service", "adresse_service", "ville_service", "autorite", "autorite_hierarchique", "nom_tribunal",
    "adresse_tribunal", "comptable",
)  # fmt: skip


def setting(name: str) -> Fact:
    return lambda scene: administration()[name]


def representative(organisation: Organisation) -> str:
    """Who signs for it, else its name."""
    signing = select(User.name).join(Membership, Membership.user_id == User.id).order_by(Membership.id).limit(1)
    here = signing.where(Membership.organisation_id == organisation.id, Membership.ended_at.is_(None))
    return db.session.scalar(here.where(Membership.role == MemberRole.REPRESENTATIVE)) or organisation.name


@once
def addressee(scene: Scene) -> str:
    """Who receives the letter."""
    return representative(scene.application.organisation) if scene.application else "Membres du comité"


def office(scene: Scene) -> str:
    if any(each.role is Role.COMMISSIONER for each in scene.actor.appointments):
        return administration()["fonction_commissaire"]
    return administration()["fonction_delegataire" if scene.delegation else "fonction_service"]


def formula(scene: Scene) -> str:
    """In whose name one signs, and by what published act: « …et par délégation (RAA n° 12), »."""
    held = scene.delegation
    if held is None:
        return administration()["formule_service"]
    words = administration()["formule_suppleance" if held.substitutes_id else "formule_delegation"]
    return f"{words.rstrip(',')} ({held.reference}),"


FACTS: dict[str, Fact] = {name: setting(name) for name in SETTINGS} | {
    "date_lettre": lambda scene: scene.day,
    "reference_lettre": lambda scene: scene.reference,
    "numero_dossier": lambda scene: scene.application.number if scene.application else f"séance {scene.subject.id}",
    "destinataire_nom": addressee,
    "destinataire_qualite": lambda scene: "représentant légal" if scene.application else "mesdames et messieurs",
    "destinataire_organisme": lambda scene: scene.application and scene.application.organisation.name,
    "destinataire_adresse": lambda scene: scene.application and scene.application.organisation.address,
    "formule_delegation": formula,
    "signataire_nom": lambda scene: scene.actor.name,
    "signataire_fonction": office,
    "delegation_reference": lambda scene: scene.delegation and scene.delegation.reference,
    "contact_nom": lambda scene: scene.round.call.file.contact.service,
    "contact_courriel": lambda scene: scene.round.call.file.contact.email,
    "url_dossier": lambda scene: scene.page(
        f"/dossiers/{scene.application.number}" if scene.application else f"/comites/{scene.subject.id}"
    ),
}
