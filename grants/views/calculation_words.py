"""What a calculation found, ready to be read: names for keys, sentences for constraints, nothing of unseen files."""

from collections.abc import Iterable, Mapping
from typing import Any

from grants.definitions.selection_names import Known
from grants.definitions.selection_names import told as name_told
from grants.filters import euros, number, percent
from grants.languages import gettext as _
from grants.languages import ngettext, translated
from grants.models import Application, Calculation
from grants.values.money import Money

Files = Mapping[int, Application]
REASONS = {
    "unscored": "sans note",
    "unasked": "sans montant demandé",
    "unserved": "sans enveloppe ouverte",
    "advised_against": "avis défavorable ou ajournement du comité",
}


def told(calculation: Calculation, files: Files, known: Known) -> dict[str, Any]:
    """The parts of the page; those that the calculation has not are empty."""
    found = calculation.result or {}
    return {
        "is_found": found.get("is_found", False),
        "quality": quality(found),
        "because": [name_told(each, known) for each in found.get("because", ())],
        "is_minimal": found.get("is_minimal", True),
        "grants": grants(found, files),
        "hidden": found.get("hidden", 0),
        "excluded": excluded(found, files),
        "is_stale": calculation.scenario_version != calculation.scenario.version,
        "found": found,
        "answer": answer(found, files) if "is_in" in found else "",
        "changes": changes(found.get("difference"), files),
        "needed": needed(found),
        "prices": prices(found, files, known),
        "raised": raised(found, files, known),
        "unseen": unseen(found, files),
    }


def quality(found: Mapping[str, Any]) -> str:
    """How near to the best, and within which limits it was looked for."""
    limits = _("Écart permis : %(gap)s ; temps donné : %(limit)s s.",
               gap=percent(found.get("asked_gap", 0), 2), limit=number(found.get("limit", 0), 0))  # fmt: skip
    if not found.get("is_found"):
        return limits
    seconds = number(found["seconds"], 2)
    if found["gap"] is None:
        return _("La distance au meilleur total possible n’est pas connue.") + " " + limits
    if found["gap"] < 1e-9:
        return _("C’est la meilleure sélection, prouvée en %(seconds)s s.", seconds=seconds) + " " + limits
    stopped = _("Le temps donné n’a pas suffi : ") if found["status"] == "time_limit" else ""
    said = _("aucune sélection ne fait mieux de plus de %(gap)s (%(points)s point), trouvé en %(seconds)s s.",
             gap=percent(found["gap"], 3), points=number(found["doubt"], 3), seconds=seconds)  # fmt: skip
    return f"{stopped}{said[0].upper() + said[1:] if not stopped else said} {limits}"


def grants(found: Mapping[str, Any], files: Files) -> list[tuple[Application, Money]]:
    """Who would have how much, among the files that the reader sees."""
    amounts: dict[int, int] = {}
    for file_id, _envelope, cents in found.get("grants", ()):
        amounts[file_id] = amounts.get(file_id, 0) + cents
    return [(files[key], Money(cents)) for key, cents in amounts.items() if key in files]


def unseen(found: Mapping[str, Any], files: Files) -> int:
    """Files of the calculation that the reader has no right to any more."""
    return len({each for each in found.get("candidates", ()) if each not in files})


def excluded(found: Mapping[str, Any], files: Files) -> list[tuple[Application, str]]:
    return [(files[key], translated(REASONS[why])) for key, why in found.get("excluded", ())
            if key in files and why in REASONS]  # fmt: skip


def answer(found: Mapping[str, Any], files: Files) -> str:
    """In or out, in one sentence."""
    amount, decided = found.get("amount"), found.get("decided")
    if decided is not None:
        return _("Vous l’avez mis parmi les retenus.") if decided else _("Vous l’avez écarté ou mis en attente.")
    if found["is_in"]:
        return _("Le calcul le retient pour %(amount)s.", amount=euros(Money(amount or 0)))
    return _("Le calcul ne le retient pas.")


def changes(found: Mapping[str, Any] | None, files: Files) -> list[str]:
    """From one selection to another, file by file, then in all."""
    if not found:
        return []
    said = [_("Entreraient : %(files)s.", files=names(found["entering"], files))] if found["entering"] else []
    said += [_("Sortiraient : %(files)s.", files=names(found["leaving"], files))] if found["leaving"] else []
    said += [
        _("%(file)s : %(before)s au lieu de %(after)s.", file=name(key, files), before=euros(Money(after)),
          after=euros(Money(before)))
        for key, before, after in found["changed"][:8]
    ]  # fmt: skip
    return [*said, total(found)]


def total(found: Mapping[str, Any]) -> str:
    score, cents = found["score"], found["cents"]
    if found["doubt"] is None or abs(score) <= found["doubt"] + 1e-9:
        points = _("Le total des notes ne change pas de façon certaine")
    elif score > 0:
        points = _("Le total des notes gagne %(points)s", points=number(score, 2))
    else:
        points = _("Le total des notes perd %(points)s", points=number(-score, 2))
    if not cents:
        return _("%(points)s ; la dépense est la même.", points=points)
    money = euros(Money(abs(cents)))
    return (_("%(points)s ; la dépense augmente de %(money)s.", points=points, money=money) if cents > 0
            else _("%(points)s ; la dépense baisse de %(money)s.", points=points, money=money))  # fmt: skip


def name(key: int, files: Files) -> str:
    return files[key].organisation.name if key in files else _("un dossier que vous ne lisez pas")


def names(keys: Iterable[int], files: Files) -> str:
    found = sorted(name(key, files) for key in keys)
    more = len(found) - 6
    said = ", ".join(found[:6])
    return said + (" " + ngettext("et %(num)s autre", "et %(num)s autres", more) if more > 0 else "")


def needed(found: Mapping[str, Any]) -> list[str]:
    """What would have to change: the score and the amount asked at which it is retained."""
    if "score_needed" not in found:
        return []
    return [by_score(found), by_amount(found)]


def by_score(found: Mapping[str, Any]) -> str:
    limit, today = found["score_needed"], number(found["score"], 2)
    if limit["always"]:
        return _("Note : il serait retenu quelle que soit sa note (elle est de %(today)s).", today=today)
    if limit["value"] is None:
        return _("Note : aucune des notes essayées ne le fait retenir (elle est de %(today)s).", today=today)
    return _("Note : il est retenu à partir de %(value)s environ (elle est de %(today)s).",
             value=number(limit["value"], 2), today=today)  # fmt: skip


def by_amount(found: Mapping[str, Any]) -> str:
    limit, today = found["asked_needed"], euros(Money(found["asked"]))
    if limit["always"]:
        return _("Demande : il serait retenu en demandant ce qu’il demande, %(today)s.", today=today)
    if limit["value"] is None:
        return _("Demande : même plus petite, elle ne suffirait pas (elle est de %(today)s).", today=today)
    return _("Demande : il serait retenu s’il demandait %(value)s au plus (il demande %(today)s).",
             value=euros(Money(int(limit["value"]))), today=today)  # fmt: skip


def prices(found: Mapping[str, Any], files: Files, known: Known) -> list[dict[str, Any]]:
    """Each constraint, and what the total would gain without it; those that cost nothing are counted together."""
    return [
        {"rule": name_told(each["name"], known), "gain": each["gain"], "changes": changes(each["difference"], files)}
        for each in found.get("prices", ())
    ]


def raised(found: Mapping[str, Any], files: Files, known: Known) -> list[dict[str, Any]]:
    """What a little more on each envelope of the file would bring."""
    return [
        {
            "words": _(
                "Avec %(more)s de plus sur « %(label)s »",
                more=euros(Money(each["more"]), False),
                label=known.envelopes.get(int(each["envelope"]), each["envelope"]),
            ),
            "gain": max(0.0, each["difference"]["score"]) if each["difference"] else None,
            "changes": changes(each["difference"], files),
        }
        for each in found.get("raised", ())
    ]
