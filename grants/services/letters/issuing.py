"""Letters: their words are frozen in the transaction of the act that issues them."""

from dataclasses import replace
from typing import Any

from sqlalchemy import func, select, update

from grants.database import db
from grants.definitions.letter import MissingWords, freeze
from grants.models import Agreement, Application, Letter, Ruling, User
from grants.queries import letters as queries
from grants.queries.letters.header import addressee
from grants.services.command import Act
from workflows.errors import Refused

DEFAULTS = {
    "application.submit": "accuse_reception",
    "application.submit_letter": "accuse_lettre_intention",
    "application.request_completion": "demande_complements",
    "application.declare_ineligible": "non_recevabilite",
    "application.invite_full": "invitation_dossier_complet",
    "application.decline_letter": "lettre_intention_non_retenue",
    "application.withdraw": "desistement_acte",
    "opinion.ask": "demande_avis",
    "meeting.convene": "convocation_comite",
    "application.hear": "convocation_audition",
    "meeting.sign": "proces_verbal_seance",
    "ruling.award": "notification_attribution",
    "ruling.promote": "notification_attribution",
    "ruling.reserve": "inscription_liste_complementaire",
    "ruling.refuse": "refus",
    "ruling.take_no_action": "sans_suite",
    "label.grant": "label_octroi",
    "label.renew": "label_octroi",
    "label.withdraw": "label_retrait",
    "agreement.amend": "avenant",
    "agreement.notify": "attestation_attribution",
    "agreement.close": "cloture",
    "agreement.terminate": "resiliation",
    "report.remind_60_before": "relance_cr_j_moins_60",
    "report.remind_15_before": "relance_cr_j_moins_15",
    "report.remind_1_after": "relance_cr_j_plus_1",
    "report.remind_15_after": "relance_cr_j_plus_15",
    "recovery.propose": "reversement_contradictoire",
    "recovery.order": "reversement_titre",
    "appeal.accept": "reponse_recours_gracieux",
    "appeal.reject": "reponse_recours_gracieux",
}
GIVEN: dict[str, dict[str, Any]] = {
    "label.renew": {"renouvellement": True},
    "appeal.accept": {"issue": "accepte"},
    "appeal.reject": {"issue": "rejete"},
}
HELD_BACK = frozenset(name for name in DEFAULTS if name.startswith("ruling.")) | {"label.grant"}


def template_of(name: str, subject: Any, application: Application | None) -> str:
    """The letter of an act: the call's own choice, else the house's; KeyError when the act issues none."""
    own = application.file.letters if application else {}
    if isinstance(subject, Agreement) and name == "agreement.draft":
        if not subject.is_convention:
            return own.get("agreement.draft_order", "arrete_attributif")
        return own.get("agreement.draft_convention", "convention_annuelle")
    return own.get(name) or DEFAULTS[name]


def issue(
    act: Act, application: Application, name: str, *, subject: Any = None, signatory: User | None = None, **given: Any
) -> Letter:
    """The letter of an act on a file; `subject` is what the act is about, when it is not the file itself."""
    signing = act if signatory is None else replace(act, actor=signatory)
    return write(signing, name, subject or application, application, **given)


def write(act: Act, name: str, subject: Any, application: Application | None = None, **given: Any) -> Letter:
    """Issue the letter of an act, inside it; `given` are values by their French names.

    `Refused`, naming what lacks, when it can't be written. A ruling's letter waits for the publication.
    """
    key = template_of(name, subject, application)
    owner = {"application_id": application.id} if application else {"round_id": subject.round_id}
    reference = _next_reference(owner, application.number if application else f"S{subject.id}")
    scene = queries.Scene(act.actor, act.at, reference, subject, application)
    try:
        words = freeze(key, queries.values(queries.FACTS, key, scene, GIVEN.get(name, {}) | given))
    except MissingWords as missing:
        raise Refused(missing.reasons) from missing
    waits = name in HELD_BACK and application is not None and not may_leave(application, subject)
    letter = Letter(act=name, template_key=key, reference=reference, context=words, issued_at=act.at, **owner)
    letter.recipient_name = addressee(scene)
    letter.released_at = None if waits else act.at
    letter.ruling = subject if isinstance(subject, Ruling) else None
    db.session.add(letter)
    return letter


def may_leave(application: Application, subject: Any) -> bool:
    """Whether a letter may be read as soon as it is written: published, and not to be signed first."""
    return application.is_published and not (application.file.letters_signed and isinstance(subject, Ruling))


def release(act: Act, application: Application) -> None:
    """At the publication, the letters that waited may be read, but an agreement's; the caller holds the file."""
    waiting = update(Letter).filter_by(application_id=application.id, released_at=None, superseded_at=None)
    waiting = waiting.where(Letter.act != "agreement.draft")  # read when the agreement is sent
    db.session.execute(waiting.values(released_at=act.at))


def supersede(act: Act, application: Application, *names: str) -> None:
    """What these acts had issued no longer holds; the letters stay, marked."""
    old = update(Letter).filter_by(application_id=application.id, superseded_at=None).where(Letter.act.in_(names))
    db.session.execute(old.values(superseded_at=act.at))


def _next_reference(owner: dict[str, int], prefix: str) -> str:
    """File number and rank of the letter: the file's lock is held, so the rank is free."""
    rank = db.session.scalar(select(func.count(Letter.id)).filter_by(**owner)) or 0
    return f"{prefix}-L{rank + 1:02}"
