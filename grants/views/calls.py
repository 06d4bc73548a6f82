"""Calls, for everybody: the list, and the page of each."""

from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_login import current_user
from markupsafe import Markup

from grants.definitions.markdown import to_html
from grants.definitions.reach import natures_told, places_of
from grants.filters import date_long, euros
from grants.models import Call, Round
from grants.queries import calls, portal
from grants.values import clock
from grants.values.money import Money
from grants.views.call_cards import CLOSED, OPEN, RECORDED, TO_COME, CallCard, card, cards
from grants.views.call_filters import CallSearch, chips_of, options_of
from grants.views.milestones import milestones
from grants.views.requires import public

bp = Blueprint("calls", __name__)

TITLES = {
    OPEN: lazy_gettext("Appels ouverts"), TO_COME: lazy_gettext("Appels à venir"), CLOSED: lazy_gettext("Appels clos"),
    RECORDED: lazy_gettext("Dispositifs sans dépôt en ligne"),
}  # fmt: skip


@bp.get("/appels")
@public
def index() -> ResponseReturnValue:
    """The calls that answer what is asked, the open ones first."""
    found, search = cards(calls.every()), CallSearch.read(request.args)
    shown, options = [each for each in found if search.keeps(each)], options_of(found)
    return render_template(
        "calls/index.html", groups=grouped(shown), count=len(shown), total=len(found), counts=counted(shown),
        search=search, options=options, chips=chips_of(search, options), mine=own_natures(search),
        alerts=url_for("alerts.create", **search.wish()), feed=url_for("feeds.atom", **search.given()),
        diary=url_for("feeds.calendar", **search.given()),
    )  # fmt: skip


def own_natures(search: CallSearch) -> list[tuple[str, str]]:
    """(name, address) for each organisation of who looks: the calls that take its legal nature."""
    own = portal.organisations(current_user) if current_user.is_authenticated else []
    return [
        (each.name, url_for("calls.index", **search.given(nature=each.legal_nature)))
        for each in own if each.legal_nature and each.legal_nature != search.nature
    ]  # fmt: skip


def grouped(found: list[CallCard]) -> list[tuple[Any, list[dict[str, Any]]]]:
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
        total=Money.total(each.amount for each in envelopes), before=before(here.round),
    )  # fmt: skip


def facts(call: Call, here: CallCard) -> list[tuple[str, str]]:
    """The essential, in pairs."""
    file, rules = call.file, call.file.eligibility
    form = file.form_of(file.stages[0].key)
    minutes = sum(section.minutes for section in form.sections)
    found = [
        (_("Genre"), here.kind),
        (_("Pour qui"), "" if call.is_recorded else natures_told(file)),
        (_("Existence"), _("depuis %(count)s mois au moins", count=rules.minimum_age_months)
            if rules.minimum_age_months else ""),
        (_("Où"), ", ".join(place.name for place in places_of(file))),
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


def dates(here: CallCard) -> list[tuple[Any, bool]]:
    """The calendar, and whether each date is past."""
    if here.round is None or here.status == RECORDED:
        return []
    return [(each, each.at <= clock.now()) for each in milestones(here.call, here.round)]


def before(round: Round | None) -> dict[str, Any] | None:
    """The round before this one, when its decisions are public: what it gave."""
    earlier = calls.previous_of(round) if round else None
    if earlier is None or not earlier.is_published:
        return None
    handed_in, awarded, amount = calls.outcome_of(earlier)
    return {"round": earlier, "handed_in": handed_in, "awarded": awarded, "amount": amount}
