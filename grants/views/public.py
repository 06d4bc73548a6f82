"""What everybody may read: laureates, open data, the yearly report."""

from typing import Any

from flask import Blueprint, Response, abort, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from grants.exports import scdl
from grants.models import Application
from grants.queries import publication as queries
from grants.queries.publication import Search
from grants.values import clock
from grants.values.money import Money
from grants.values.territories import DEPARTMENTS, REGION
from grants.views.requires import public

bp = Blueprint("public", __name__)
PLACES = {**DEPARTMENTS, REGION: "Toute la région"}
FIRST_YEAR = 2019


@bp.get("/laureats")
@public
def laureates() -> ResponseReturnValue:
    """Who was awarded, by call, department and engagement."""
    search = asked()
    found, more, total = queries.laureates(search)
    return render_template(
        "public/laureates.html", rows=[row(each) for each in found], total=total, search=search,
        calls=queries.calls_with_laureates(), places=PLACES, next=onward(search, found) if more else None,
    )  # fmt: skip


def asked() -> Search:
    given = request.args
    name, _tilde, id = given.get("apres", "").rpartition("~")
    after = (name, int(id)) if id.isascii() and id.isdecimal() and len(id) < 19 else None
    return Search(given.get("appel", ""), given.get("departement", ""), given.get("engagement", ""), after)


def onward(search: Search, found: list[Application]) -> str:
    last = found[-1]
    here = {"appel": search.call, "departement": search.department, "engagement": search.engagement}
    kept: dict[str, Any] = {name: value for name, value in here.items() if value}
    return url_for("public.laureates", apres=f"{last.organisation.sort_name}~{last.id}", **kept)


def row(application: Application) -> dict[str, Any]:
    """A laureate as it is published; an amount that is not known is not guessed."""
    given = [each.amount for each in application.rulings if each.is_in_force and each.amount]
    source = application.source or {}
    return {
        "organisation": application.organisation.name,
        "is_fictif": application.is_fictif,
        "title": application.title or source.get("title") or source.get("summary") or _("projet sans titre"),
        "call": application.call.short_title,
        "place": PLACES.get(application.department or "", ""),
        "amount": Money.total(given) if given else None,
    }


@bp.get("/donnees")
@public
def data() -> ResponseReturnValue:
    """The files of open data, one a year."""
    return render_template("public/data.html", years=queries.years_of_open_data())


@bp.get("/donnees/subventions-<int:year>.csv")
@public
def subsidies(year: int) -> ResponseReturnValue:
    """The subsidies signed in a year, in the national format (SCDL 2.1.1)."""
    if year not in queries.years_of_open_data():
        abort(404)
    name = f"subventions-{year}.csv"
    answer = Response(scdl.of_year(year).written("csv"), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@bp.get("/bilan/<int:year>")
@public
def year_report(year: int) -> ResponseReturnValue:
    """The figures of a year, each with what it counts."""
    if not FIRST_YEAR <= year <= clock.today().year:
        abort(404)
    found = queries.counts(year)
    return render_template(
        "public/year.html", year=year, total=sum(found["call"].values()), tables=tables(found), as_of=clock.today(),
        pdf=url_for("bilans.pdf", year=year) if "bilans.pdf" in current_app.view_functions else None,
    )  # fmt: skip


def tables(found: dict[str, dict[str, int]]) -> list[tuple[str, str, list[tuple[str, int]]]]:
    """(title, heading, rows) of each cut of the same files."""
    places = [(PLACES.get(code, _("non précisé")), count) for code, count in found["department"].items()]
    engagements = [
        (_("Engagement %(number)s", number=each) if each else _("non précisé"), count)
        for each, count in found["engagement"].items()
    ]
    return [
        (_("Par dispositif"), _("Dispositif"), list(found["call"].items())),
        (_("Par département"), _("Département"), places),
        (_("Par engagement de la stratégie"), _("Engagement"), engagements),
    ]
