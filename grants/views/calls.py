"""Calls, for everybody: the list, and the page of each."""

from typing import Any

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from grants.definitions.markdown import to_html
from grants.filters import date_long, euros, hour
from grants.models import Call
from grants.queries import calls
from grants.values import clock
from grants.values.territories import read
from grants.views.call_cards import CLOSED, OPEN, RECORDED, TO_COME, CallCard, card, cards
from grants.views.requires import public
from workflows.words.kinds import KINDS

bp = Blueprint("calls", __name__)

TITLES = {
    OPEN: "Appels ouverts", TO_COME: "Appels à venir", CLOSED: "Appels clos",
    RECORDED: "Dispositifs sans dépôt en ligne",
}  # fmt: skip


@bp.get("/appels")
@public
def index() -> ResponseReturnValue:
    status, kind = request.args.get("etat", ""), request.args.get("genre", "")
    found = cards(calls.every())
    shown = [each for each in found if status in ("", each.status) and kind in ("", each.call.kind)]
    kinds = {each.call.kind: each.kind for each in found if each.call.kind in KINDS}
    return render_template(
        "calls/index.html", groups=grouped(shown), count=len(shown), counts=counted(found), status=status, kind=kind,
        kinds=kinds, titles=TITLES,
    )  # fmt: skip


def grouped(found: list[CallCard]) -> list[tuple[str, list[dict[str, Any]]]]:
    groups = ((title, [each.item() for each in found if each.status == status]) for status, title in TITLES.items())
    return [(title, items) for title, items in groups if items]


def counted(found: list[CallCard]) -> dict[str, int]:
    return {status: sum(each.status == status for each in found) for status in TITLES}


@bp.get("/appels/<key>")
@public
def show(key: str) -> ResponseReturnValue:
    call = calls.by_key(key) or abort(404)
    here = card(call, clock.now())
    envelopes = calls.envelopes_of(here.round) if here.round else []
    return render_template(
        "calls/show.html", call=call, file=call.file, card=here, facts=facts(call, here), dates=dates(here),
        description=Markup(to_html(call.file.description or "")), envelopes=envelopes,
    )  # fmt: skip


def facts(call: Call, here: CallCard) -> list[tuple[str, str]]:
    """The essential, in pairs."""
    file, rules = call.file, call.file.eligibility
    form = file.form_of(file.stages[0].key)
    minutes = sum(section.minutes for section in form.sections)
    places = [place.name for each in rules.territories if (place := read({"kind": each.kind, "code": each.code}))]
    found = [
        (_("Genre"), here.kind),
        (_("Où"), ", ".join(places)),
        (_("Aide"), here.amounts()),
        (_("Part payée"), _("au plus %(rate)s %% du budget", rate=int(rules.maximum_rate * 100))
            if rules.maximum_rate else ""),
        (_("Crédits"), credits(file.envelope_total)),
        (_("Réponse"), date_long(here.round.announced_at) if here.round and not call.is_recorded else ""),
        (_("Temps à prévoir"), _("environ %(hours)s heures, à plusieurs", hours=round(minutes / 60) or 1)
            if not call.is_recorded else ""),
        (_("Service"), file.contact.service),
    ]  # fmt: skip
    return [(label, value) for label, value in found if value]


def credits(total: Any) -> str:
    """What the source prints of the credits."""
    if total.amount is None:
        return ""
    return " ".join(each for each in (total.qualifier, euros(total.amount, False)) if each)


def dates(here: CallCard) -> list[tuple[Any, str, str, bool]]:
    """The calendar: when, at what time, what, and whether it is past."""
    round, now = here.round, clock.now()
    if round is None or here.status == RECORDED:
        return []
    rows = [(round.opens_at, _("Ouverture des dépôts"))]
    for stage, definition in zip(round.stages, here.call.file.stages, strict=False):
        closes_at = round.closing_of(stage["key"])
        words = _("Clôture : %(stage)s. Un brouillon non déposé n’est pas lu.", stage=definition.label.lower())
        rows.append((closes_at, words))
    if round.decisions_at:
        rows.append((round.decisions_at, _("Décisions, après l’avis du comité") if here.call.file.committee
                     else _("Décisions")))  # fmt: skip
    rows.append((round.announced_at, _("Toutes les réponses partent le même jour")))
    return [(at, hour(at), words, at <= now) for at, words in rows]
