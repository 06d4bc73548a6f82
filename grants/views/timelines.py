"""The history of a file as sentences, for `components/timeline.html`."""

from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from flask_login import current_user

from grants.filters import date_long, date_time, euros
from grants.languages import translated
from grants.models import Application
from grants.policies.access import STAFF
from grants.policies.roles import roles_on
from grants.queries import timelines
from grants.queries.timelines import Told
from grants.values.money import Money
from workflows.roles import Role
from workflows.words.told import TOLD

ICONS = {
    "submit": "document", "request_completion": "reply", "start_review": "flag", "ask": "mail", "send": "mail",
    "score": "scales", "sign": "pen", "publish": "mail", "award": "scales", "refuse": "scales", "order": "euro",
    "pay": "euro", "complete": "document", "start": "todo", "open": "flag", "close": "lock",
}  # fmt: skip
DATES = {"due_on": "pour le", "due_at": "pour le", "closes_at": "nouvelle clôture :", "silence_on": "silence au"}
OWN_ACTS = frozenset({
    "application.start", "application.start_from", "application.submit", "application.submit_letter",
    "application.complete", "application.withdraw", "application.discard", "application.take_back", "appeal.file",
    "report.draft", "report.submit", "agreement.accept", "mandate.propose", "mandate.accept", "mandate.decline",
    "mandate.end", "adviser.invite", "adviser.revoke", "adviser.accept",
})  # fmt: skip
EXPERT_ONLY = frozenset({Role.SERVICE})
UNQUOTED = frozenset({"review.score", "review.revise"})  # what is said with a score is read where scores are


def of(application: Application, *, limit: int | None = None) -> list[dict[str, Any]]:
    """What the person who looks may read of a file's history, last first."""
    roles = roles_on(current_user, application)
    if roles & STAFF - EXPERT_ONLY:
        return [item(each, each.actor) for each in timelines.of_staff(application, limit=limit)]
    found = timelines.of_applicants(application, limit=limit)
    return [item(each, who(application, each)) for each in found]


def of_round(round: Any, *, limit: int | None = None) -> list[dict[str, Any]]:
    """What happened to a round, for the staff."""
    return [item(each, each.actor) for each in timelines.of_staff(round, limit=limit)]


def who(application: Application, told: Told) -> str:
    """The organisation sees its own people by name, the administration as one service."""
    is_own = told.act in OWN_ACTS or told.data.get("is_from_staff") is False
    return told.actor if is_own else application.file.contact.service


def item(told: Told, actor: str) -> dict[str, Any]:
    return {
        "kind": told.act,
        "at": told.at,
        "actor": told.data["service_label"] if told.data.get("by_link") else actor,
        "sentence": sentence(told),
        "icon": ICONS.get(told.act.split(".")[1], ""),
    }


def sentence(told: Told) -> str:
    """What was done, what it changed, what was said."""
    details = [each for name, value in told.data.items() if (each := detail(name, value))]
    if told.times > 1:
        details.append(_("%(count)s fois de suite", count=told.times))
    words = translated(TOLD.get(told.act, "est intervenu."))
    if details:
        words = f"{words.removesuffix('.')} ({', '.join(details)})."
    return " ".join([words, *(quoted(text) for text in told.said.values() if told.act not in UNQUOTED)])


def quoted(text: str | None) -> str:
    return f"« {text} »" if text else str(translated("(texte effacé à la demande de la personne.)"))


def detail(name: str, value: Any) -> str:
    """Amounts, dates and names that an act recorded; the rest is for machines."""
    if value in (None, "", []):
        return ""
    if name == "amount":
        return euros(Money(value) if isinstance(value, int) else Money.of(str(value)))
    if name == "on_behalf_of":
        return str(_("pour le compte de %(name)s, par mandat", name=value))
    if name in DATES:
        return f"{translated(DATES[name])} {moment(value)}"
    return str(value) if name in ("label", "service_label", "reference", "reviewer") else ""


def moment(value: str) -> str:
    """A day or an instant as recorded (ISO 8601), as it is read."""
    return date_time(datetime.fromisoformat(value)) if "T" in value else date_long(date.fromisoformat(value))
