"""The readings of a round in words: figures, links found, why each reading is proposed, what lacks."""

from collections import Counter
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from grants.analysis.assignment import Proposal, Shortage
from grants.analysis.solving import Status
from grants.filters import number, percent
from grants.models import User
from grants.queries.panels import FileLine, ReaderLine, Sharing
from grants.queries.sharings import Given, Sheet

TITLES = {
    "main": lazy_gettext("Confier à la main"),
    "regles": lazy_gettext("Confier selon les règles de la vague"),
    "calcul": lazy_gettext("Répartition proposée"),
    "depart": lazy_gettext("Remplacer une personne qui se retire"),
}


def figures(sharing: Sharing) -> str:
    wanted = sum(each.wanted for each in sharing.files)
    lacking = sum(each.lacking for each in sharing.files)
    return str(
        _(
            "Dossiers à lire : %(files)s. Lectures voulues : %(wanted)s ; à confier : %(lacking)s.",
            files=len(sharing.files), wanted=wanted, lacking=lacking,
        )
    )  # fmt: skip


def linked(line: FileLine, reader: ReaderLine, why: list[str], user: User) -> dict[str, Any]:
    """One link found: what shows it, and what may be done of it by somebody else."""
    number, person = line.file.number, reader.user.id
    acts = [
        (_("Écarter cette personne"), url_for("recusals.record", number=number, personne=person)),
        (_("Le lien ne tient pas"), url_for("recusals.set_aside", number=number, personne=person)),
    ]
    if reader.user.id == user.id:
        acts = [(_("Déclarer ce lien"), url_for("recusals.declare", number=line.file.number))]
    has_it = any(each.reviewer_id == reader.user.id for each in line.reviews)
    return {"file": line.file, "name": reader.user.name, "why": " ; ".join(why), "acts": acts, "has_it": has_it}


def rows(sheet: Sheet) -> list[dict[str, Any]]:
    """The readings to give, file by file, each with its reasons."""
    loads = Counter(each.reader.user.id for each in sheet.given if not each.is_barred)
    ordered = sorted(sheet.given, key=lambda each: (each.file.file.number, each.reader.user.name))
    return [
        {"key": each.key, "file": each.file.file, "reader": each.reader, "is_barred": each.is_barred,
         "why": why(each, each.reader.load + loads[each.reader.user.id])}
        for each in ordered
    ]  # fmt: skip


def why(given: Given, load: int) -> str:
    if given.is_barred:
        return str(_("impossible : lien d’intérêts, déport ou abstention"))
    found = []
    if given.is_expert:
        found.append(_("c’est son métier"))
    elif given.reader.profile.skills.get(given.file.file.theme or ""):
        found.append(_("connaît le thème"))
    if given.is_local:
        found.append(_("connaît le département"))
    found.append(_("aura %(load)s dossiers sur %(most)s au plus", load=load, most=given.reader.profile.most))
    return ", ".join(map(str, found))


def told(sheet: Sheet, sharing: Sharing) -> list[str]:
    """How the proposal was found, and what it lacks."""
    files = {str(each.file.id): each.file.number for each in sharing.files}
    found = [short(each, files) for each in sheet.short]
    if sheet.is_relaxed:
        found.append(
            str(_("Tout ne peut donc être lu comme voulu : voici ce qui s’en approche, avec moins de lectures."))
        )
    if sheet.proposal:
        found.append(searched(sheet.proposal, sheet.limits.seconds))
    return found


def short(shortage: Shortage, files: dict[str, str]) -> str:
    numbers = {"needed": shortage.needed, "there": shortage.there}
    if shortage.file is None:
        return str(_("Il faut %(needed)s lectures en tout ; les personnes ont place pour %(there)s.", **numbers))
    return str(
        _("Dossier %(number)s : %(needed)s lectures voulues, %(there)s personnes libres de tout lien.",
          number=files[shortage.file], **numbers)
    )  # fmt: skip


def searched(proposal: Proposal, limit: float) -> str:
    seconds = {"seconds": number(proposal.seconds, 1), "limit": number(limit, 0)}
    if not proposal.is_found:
        return str(_("Aucune répartition n’a été trouvée en %(seconds)s s (limite : %(limit)s s).", **seconds))
    if proposal.status is Status.OPTIMAL:
        return str(
            _("Trouvée en %(seconds)s s, prouvée la meilleure à %(gap)s près : le moins de changements, puis la charge "
              "la plus forte la plus basse, puis les compétences.", gap=percent(max(proposal.gap, 0.001), 1), **seconds)
        )  # fmt: skip
    return str(
        _("La recherche s’est arrêtée à sa limite (%(limit)s s) : une meilleure répartition gagnerait au plus %(gap)s.",
          gap=percent(proposal.gap, 1), **seconds)
    )  # fmt: skip
