"""Steering: few figures, each with what it counts and its date; each opens its rows."""

from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from grants.filters import date_time, euros, number
from grants.queries import steering as queries
from grants.queries.steering import Credits
from grants.values import clock
from grants.values.money import Money
from grants.values.territories import DEPARTMENTS, REGION
from grants.views import contractualisation
from grants.views.navigation import STEERING
from grants.views.requires import requires_role

bp = Blueprint("steering", __name__)
MAP: tuple[str | None, ...] = (None, "53", "72", "44", "49", None, "85", None, REGION)  # three tiles a row


@bp.get("/pilotage")
@requires_role(*STEERING)
def index() -> ResponseReturnValue:
    credits = [(code, named(code, each)) for code, each in queries.credits_by_department()]
    states, places = queries.files_by_state(current_user), queries.files_by_department(current_user)
    return render_template(
        "steering/index.html", figures=figures([each for _code, each in credits], states), states=states,
        credits=[each for _code, each in credits], tiles=tiles(places), total=sum(places.values()),
        as_of=date_time(clock.now()), contracts=contractualisation.shown(),
    )  # fmt: skip


def named(code: str | None, credits: Credits) -> Credits:
    known = {**{each: f"{each} {name}" for each, name in DEPARTMENTS.items()}, REGION: _("Toute la région")}
    label = known.get(code or "", _("Sans département"))
    return Credits(label, credits.voted, credits.charged)


def figures(credits: list[Credits], states: list[tuple[str, str, int]]) -> list[dict[str, Any]]:
    """Four figures: voted, charged, handed in, awarded."""
    voted, charged = (Money.total(getattr(each, name) for each in credits) for name in ("voted", "charged"))
    count, amount = queries.awarded(current_user)
    handed_in = sum(each[2] for each in states)
    desk, ruled = url_for("desk.index"), url_for("desk.index", etat="awarded")
    lived = _("enveloppes des appels vivants ici, sans les faits repris du bilan")
    charging = _("décisions en vigueur, liste complémentaire non comprise")
    seen = _("ceux que vous voyez, brouillons non compris")
    worth = _("pour %(amount)s, décisions en vigueur que vous voyez", amount=euros(amount, False))
    return [
        figure(_("Crédits votés"), euros(voted, False), lived, "#enveloppes"),
        figure(_("Crédits imputés"), euros(charged, False), charging, "#enveloppes"),
        figure(_("Dossiers déposés"), number(handed_in), seen, desk),
        figure(_("Dossiers retenus"), number(count), worth, ruled),
    ]


def figure(label: str, value: str, perimeter: str, address: str) -> dict[str, str]:
    """What is counted is said with the instant at which it was."""
    dated = _("%(perimeter)s · au %(now)s", perimeter=perimeter, now=date_time(clock.now()))
    return {"label": label, "value": value, "perimeter": dated, "address": address}


def tiles(places: dict[str, int]) -> list[dict[str, Any] | None]:
    """The map: the darker, the more files; the region stands apart."""
    most = max([count for code, count in places.items() if code in DEPARTMENTS] or [1]) or 1
    return [code and tile(code, places.get(code, 0), most) for code in MAP]  # type: ignore[misc]


def tile(code: str, count: int, most: int) -> dict[str, Any]:
    label = _("Toute la région") if code == REGION else f"{code} {DEPARTMENTS[code]}"
    level = 0 if code == REGION else 1 + min(3, 4 * count // (most + 1))
    return {"label": label, "value": number(count), "address": url_for("desk.index", departement=code), "level": level}
