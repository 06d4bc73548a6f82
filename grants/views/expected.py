"""« Ce qui m’attend »: for each role, what is expected of it and by when; one button an item."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from grants import filters
from grants.languages import translated
from grants.models import User
from grants.policies.blinding import is_blind
from grants.queries import expected
from grants.queries.expected import OWN, Expected
from grants.values import clock
from grants.values.sentences import Sentence
from grants.views import home, readings
from grants.views.offering import has_page
from grants.views.requires import requires_sign_in
from grants.views.subjects import address_of
from workflows.words import WORDS
from workflows.words.people import PEOPLE

# Where several acts are possible, one must read first: the button opens the subject's page under these words.
CHOICES = {
    ("application", "submitted"): "Vérifier ce dossier",
    ("application", "letter_submitted"): "Lire la lettre d’intention",
    ("application", "under_review"): "Instruire ce dossier",
    ("application", "ineligibility_proposed"): "Lire et répondre",
    ("application", "awaiting_committee"): "Enregistrer l’avis du comité",
    ("application", "preselected"): "Enregistrer la sélection",
    ("report", "submitted"): "Lire et répondre",
    ("evaluation", "submitted"): "Lire et approuver",
    ("appeal", "filed"): "Répondre au recours",
    ("opinion", "asked"): "Rendre mon avis",
    ("round", "closed"): "Suivre la vague",
}
RULING = "Décider de ce dossier"
ABOUT = {
    "application": "« %(title)s »",
    "opinion": "Avis sur « %(title)s »",
    "review": "Note de « %(title)s »",
    "recusal": "Lien d’intérêts déclaré sur « %(title)s »",
    "agreement": "Acte attributif de « %(title)s »",
    "payment": "Versement de « %(title)s »",
    "recovery": "Reversement de « %(title)s »",
    "report": "Compte rendu de « %(title)s »",
    "evaluation": "Évaluation de « %(title)s »",
    "appeal": "Recours sur « %(title)s »",
}
ICONS = {"application": "document", "meeting": "people", "report": "list", "evaluation": "scales", "review": "scales",
         "payment": "euro", "agreement": "pen", "appeal": "reply", "opinion": "mail", "round": "calendar"}  # fmt: skip


@home.bp.get("/accueil", endpoint="expected")
@requires_sign_in
def index() -> ResponseReturnValue:
    """The page of whoever works here."""
    found, others = expected.of(current_user), expected.of_others(current_user)
    to_read = readings.of(current_user)
    dates = [(filters.date_short(when), f"{translated(what)} · {call}") for when, what, call in upcoming()]
    return render_template(
        "expected/index.html", groups=[*grouped(found), *to_read], waiting=[waiting(each) for each in others],
        lead=lead(found, may_read=bool(to_read)), dates=dates, reached_most=has_most(found), is_staff=True,
    )  # fmt: skip


def upcoming() -> list[tuple[datetime, str, str]]:
    return expected.next_dates(current_user, clock.now())


def of(user: User) -> list[dict[str, Any]]:
    """The same, short, for the page of an applicant: groups for `components/inbox.html`."""
    return grouped([each for each in expected.of(user) if each.role in OWN])


def has_most(found: Sequence[Expected]) -> bool:
    """Whether one kind was cut short."""
    counts = Counter(each.subject.__tablename__ for each in found)
    return any(count >= expected.MOST for count in counts.values())


def lead(found: Sequence[Expected], *, may_read: bool = False) -> str:
    if not found and may_read:
        return str(_("Rien ne vous attend à une date ; voici ce que vous pouvez ouvrir."))
    if not found:
        return str(_("Rien ne vous attend : ce qui demandera votre intervention apparaîtra ici."))
    first = next((each.due_at for each in found if each.due_at), None)
    count = filters.plural(len(found), _("chose attend votre intervention"), _("choses attendent votre intervention"))
    when = _(" ; la plus pressée : %(due)s", due=filters.due(first)) if first else ""
    return f"{count}{when}."


def grouped(found: Sequence[Expected]) -> list[dict[str, Any]]:
    """Late, today, this week, later; the first possible one is the page's only full button."""
    groups: dict[str, list[dict[str, Any]]] = {
        title: [] for title in (_("En retard"), _("Aujourd’hui"), _("Cette semaine"), _("Plus tard"))
    }
    for rank, each in enumerate(found):
        groups[list(groups)[urgency(each.due_at)]].append(item(each, is_primary=rank == 0))
    return [{"title": title, "items": items} for title, items in groups.items() if items]


def urgency(due_at: datetime | None) -> int:
    """0 late, 1 today, 2 until Sunday, 3 later or without a date."""
    if due_at is None:
        return 3
    if due_at <= clock.now():
        return 0
    days = (clock.day_of(due_at) - clock.today()).days
    return 1 if days <= 0 else 2 if clock.day_of(due_at) <= sunday() else 3


def sunday() -> date:
    today = clock.today()
    return today + timedelta(days=6 - today.weekday())


def item(each: Expected, *, is_primary: bool) -> dict[str, Any]:
    words, address = button(each)
    tones = ("bad", "warn", "", "")
    return {
        "due": filters.due(each.due_at), "tone": tones[urgency(each.due_at)], "is_primary": is_primary,
        "icon": ICONS.get(each.subject.__tablename__, "flag"), "title": title(each), "detail": detail(each),
        "words": words, "address": address,
    }  # fmt: skip


def waiting(each: Expected) -> dict[str, Any]:
    """What others must do: whom one waits for, and where to look."""
    who = translated(PEOPLE[each.subject.step.awaits])
    return {
        "due": filters.due(each.due_at), "icon": "mail", "title": title(each),
        "detail": " · ".join([_("attend %(who)s", who=who), detail(each)]),
        "words": _("Ouvrir le dossier"), "address": place(each),
    }  # fmt: skip


def button(each: Expected) -> tuple[str, str]:
    """The words of the act, and its page; the subject's own page where one must read and choose first."""
    kind = each.subject.__tablename__
    chosen = CHOICES.get((kind, getattr(each.subject, "state", "")))
    if chosen and each.role not in OWN and len(each.acts) > 1:
        return chosen, place(each)
    if kind == "application" and len(each.acts) > 1 and each.acts[0].split(".")[0] in ("ruling", "label"):
        return RULING, place(each)
    if kind == "application" and each.role in OWN:
        return WORDS["application.edit"], place(each)
    name = next(iter(each.acts), "")
    if not name or not has_page(name):
        return _("Ouvrir"), place(each)
    subject = each.application if kind == "review" else each.subject
    return WORDS[name], address_of(name, subject)


def place(each: Expected) -> str:
    """The page of the subject."""
    kind, file = each.subject.__tablename__, each.application
    if file is None:
        return url_for(f"{kind}s.show", **{f"{kind}_id": each.subject.id})
    if each.role in OWN:
        return url_for("applications.show", number=file.number)
    if kind in ("report", "evaluation", "appeal"):
        return url_for(f"{kind}s.show", number=file.number, id=each.subject.id)
    return url_for("desk.show", number=file.number)


def title(each: Expected) -> str:
    file = each.application
    if file is None:
        is_meeting = each.subject.__tablename__ == "meeting"
        return str(each.subject.title if is_meeting else each.subject.call.short_title)
    about = translated(Sentence(ABOUT[each.subject.__tablename__], {"title": file.title or _("projet sans titre")}))
    label = getattr(each.subject, "label", "")
    return f"{about} : {label}" if label else about


def detail(each: Expected) -> str:
    """Where it stands, whose it is, of which call."""
    subject, file = each.subject, each.application
    state = translated(subject.workflow.label(subject, frozenset({each.role}))) if hasattr(subject, "workflow") else ""
    if file is None:
        return " · ".join(filter(None, [state, subject.title if subject.__tablename__ == "round" else ""]))
    whose = _("lu à l’aveugle") if is_blind(current_user, file) else file.organisation.name
    return " · ".join(filter(None, [state, whose, file.number, file.call.short_title]))
