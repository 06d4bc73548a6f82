"""What a person who moves nothing may open from their first page: checks, a theme's files, how one is invited."""

from typing import Any

from flask import url_for
from flask_babel import gettext as _

from grants.definitions.themes import THEMES
from grants.filters import plural
from grants.models import User
from grants.queries import oversight, themes
from grants.values import clock
from workflows.roles import Role


def of(user: User) -> list[dict[str, Any]]:
    """One more group for `components/inbox.html`; none for whoever only acts."""
    held = {each.role for each in user.appointments}
    found = [each for role, lines in LINES.items() if role in held for each in lines(user)]
    return [{"title": _("À lire"), "items": found}] if found else []


def item(due: str, icon: str, title: str, detail: str, words: str, address: str) -> dict[str, Any]:
    return {"due": due, "icon": icon, "title": title, "detail": detail, "words": words, "address": address}


def of_auditor(user: User) -> list[dict[str, Any]]:
    """The journal, and the lists that deserve a look with how much stands there."""
    at, lists = clock.now(), url_for("audits.index")
    awards, payments = oversight.awards_without_agreement(user, at=at), oversight.late_payments(user, at=at)
    overrides = oversight.overrides(user)
    return [
        item(_("quand vous voulez"), "lock", _("Le journal des actes"),
             _("Chaînes et sceaux recalculés ; derniers actes."), _("Vérifier le journal"), url_for("audits.journal")),
        item(plural(awards.count, _("dossier")), "scales", _("Retenus sans acte attributif"),
             _("Décision en vigueur depuis plus de 30 jours."), _("Ouvrir la liste"), f"{lists}#sans-acte"),
        item(plural(payments.count, _("versement")), "euro", _("Versements en retard"),
             _("Demandés depuis plus de 60 jours, ou dont le jour est passé."), _("Ouvrir la liste"),
             f"{lists}#versements"),
        item(plural(overrides.count, _("dossier")), "flag", _("Règles écartées"),
             _("Recevabilité passée outre, avec la raison donnée."), _("Ouvrir la liste"), f"{lists}#derogations"),
    ]  # fmt: skip


def of_animator(user: User) -> list[dict[str, Any]]:
    """What is new in the theme, and what was decided."""
    found, mine = themes.lot(user, at=clock.now()), themes.themes(user)
    title = ", ".join(_(THEMES.get(each, each)) for each in mine) or _("Tous les thèmes")
    words = _("Lire les dossiers de mon thème")
    return [
        item(plural(found.handed_in, _("dossier")), "document", _("Déposés : %(theme)s", theme=title),
             _("dont %(count)s depuis 30 jours", count=found.new), words, url_for("desk.index")),
        item(plural(found.decided, _("dossier")), "scales", _("Décidés : %(theme)s", theme=title),
             _("dont %(count)s annoncés depuis 30 jours", count=found.told), _("Lire les dossiers retenus"),
             url_for("desk.index", etat="awarded")),
    ]  # fmt: skip


def of_adviser(user: User) -> list[dict[str, Any]]:
    return [
        item(_("sur invitation"), "mail", _("Conseiller un dossier"),
             _("Comment un organisme vous invite à commenter son brouillon."), _("Savoir comment on m’invite"),
             url_for("advisers.index")),
    ]  # fmt: skip


LINES = {Role.AUDITOR: of_auditor, Role.ANIMATOR: of_animator, Role.ADVISER: of_adviser}
