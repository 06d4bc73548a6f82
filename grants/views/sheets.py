"""What the page of an organisation shows, for the person who looks."""

from typing import Any

from flask_babel import gettext as _
from flask_login import current_user

from forms.membership import SHORT
from forms.organisation import NATURES
from grants.directories import Answer
from grants.filters import date_long
from grants.models import Organisation
from grants.policies.access import can
from grants.policies.roles import roles_on
from grants.queries import applications, mandates, organisations, portal
from grants.values import clock
from grants.values.iban import masked_iban
from grants.values.identifiers import spaced_siret
from grants.views import thresholds
from grants.views.applications.portal import line
from workflows.roles import Role


def page(organisation: Organisation) -> dict[str, Any]:
    """All of it; invitations and requests are for those who answer them."""
    given, decides = organisations.aids(organisation), can(current_user, "invitation.send", organisation)
    sent, asked = organisations.waiting(organisation, at=clock.now()) if decides else ([], [])
    accounts = organisations.accounts(organisation)
    return {
        "organisation": organisation,
        "is_mine": Role.APPLICANT in roles_on(current_user, organisation),
        "me": current_user.id,
        "decides": decides,
        "may_edit": can(current_user, "organisation.edit", organisation),
        "may_verify": can(current_user, "organisation.verify", organisation) and organisation.has_number,
        "checked": checked(organisation),
        "facts": facts(organisation),
        "files": [line(each) for each in applications.of_organisation(organisation.id, current_user)],
        "aids": given,
        "thresholds": thresholds.told(given, clock.today()),
        "members": portal.members([organisation.id]),
        "mandates": mandates.of_organisation(organisation.id) if decides else [],
        "seats": SHORT,
        "sent": sent,
        "asked": asked,
        "pieces": organisations.pieces(organisation, current_user),
        "account": masked_iban(organisation.iban or ""),
        "accounts": [(masked_iban(each.iban), each) for each in accounts],
        "names": organisations.names(organisation),
    }


def facts(organisation: Organisation) -> list[tuple[str, str]]:
    """Who it is, in pairs; what is unknown is left out."""
    waiting = organisation.siret_requested_on
    no_siret = _("demandé le %(day)s", day=date_long(waiting)) if waiting else _("pas encore donné")
    pairs = [
        (_("Nature juridique"), dict(NATURES).get(organisation.legal_nature or "", "")),
        (_("SIRET"), spaced_siret(organisation.siret) if organisation.siret else no_siret),
        (_("RNA"), organisation.rna or ""),
        (_("Adresse"), organisation.address or ""),
        (_("Créé le"), date_long(organisation.created_on) if organisation.created_on else ""),
    ]
    return [each for each in pairs if each[1]]


def checked(organisation: Organisation) -> tuple[str, str, str]:
    """(tone, words, sentence) of what the directory said of its numbers."""
    if not organisation.has_number:
        return "", _("sans numéro"), _("Ni SIRET ni RNA : il n’y a rien à vérifier dans l’annuaire.")
    if organisation.verified_at:
        day = date_long(clock.day_of(organisation.verified_at))
        return "ok", _("vérifié"), _("Connu de l’annuaire, le %(day)s.", day=day)
    if organisation.looked_up_at:
        return "warn", _("non vérifié"), _("L’annuaire ne connaît pas ce numéro, ou dit l’organisme fermé.")
    return "warn", _("non vérifié"), _("L’annuaire n’a pas encore répondu : ce sera revu sans vous.")


def said_of(answer: Answer, number: str) -> tuple[str, str]:
    """(tone, sentence) of what the directory said, before the page is made."""
    record = answer.record
    if not number:
        return "", ""
    if not answer.has_answered:
        return "warn", _(
            "L’annuaire ne répond pas. Écrivez vous-même le nom et l’adresse : votre fiche sera marquée « non "
            "vérifiée » et contrôlée plus tard, sans que vous ayez rien à refaire."
        )
    if record is None:
        return "warn", _(
            "L’annuaire ne connaît pas ce numéro, qui est pourtant bien écrit. Relisez-le ; s’il est juste, continuez "
            ": le service vérifiera."
        )
    if record.closed_on:
        return "bad", _(
            "D’après l’annuaire, cet établissement est fermé depuis le %(day)s. Avez-vous déménagé ? Le SIRET change "
            "alors : donnez le nouveau.", day=date_long(record.closed_on),
        )  # fmt: skip
    return "ok", _("Trouvé dans l’annuaire : relisez, corrigez au besoin, puis créez la fiche.")
