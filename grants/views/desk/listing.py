"""The list of files: filters as chips, one statement for the page and one for the count."""

from datetime import UTC, datetime
from typing import Any, NamedTuple
from urllib.parse import urlencode

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from grants.models import Application
from grants.queries import desk as queries
from grants.queries.desk import MOST, Cursor, Page, Search
from grants.values.money import Money
from grants.views.desk import bp
from grants.views.navigation import DESK
from grants.views.requires import requires_role
from workflows.registry import WORKFLOWS
from workflows.words.people import PEOPLE

DEPARTMENTS = {
    "44": "Loire-Atlantique", "49": "Maine-et-Loire", "53": "Mayenne", "72": "Sarthe", "85": "Vendée", "52": "Région",
}  # fmt: skip
STAMP = "%Y%m%dT%H%M%S%f"


@bp.get("/instruction")
@requires_role(*DESK)
def index() -> ResponseReturnValue:
    search, calls = asked(), dict(map(tuple, queries.calls()))
    page = queries.page(current_user, search)
    return render_template(
        "desk/index.html",
        rows=[line(each) for each in page.files],
        total=Money.total(each.requested_amount for each in page.files),
        count=said(page.count),
        search=search,
        filters=chips(search, calls),
        calls=calls,
        departments=DEPARTMENTS,
        states=states(),
        tabs=tabs(search),
        pages=neighbours(page),
        registers=queries.registers(current_user) if search.is_register else [],
        search_address=url_for("desk.index"),
    )


def asked() -> Search:
    given = request.args
    return Search(
        q=given.get("q", "").strip(),
        state=given.get("etat", ""),
        call=given.get("appel", ""),
        department=given.get("departement", ""),
        is_mine=given.get("attend") == "moi",
        is_register=given.get("liste") == "registre",
        after=cursor(given.get("apres", "")),
        before=cursor(given.get("avant", "")),
    )


def cursor(text: str) -> Cursor | None:
    """Where a page begins, as its address says it; anything else begins at the first page."""
    stamp, _sep, number = text.partition("-")
    try:
        return datetime.strptime(stamp, STAMP).replace(tzinfo=UTC), int(number)
    except ValueError:
        return None


def address(search: Search, **changes: str) -> str:
    """The same list with something changed; it begins again at the first page."""
    named = {
        "q": search.q,
        "etat": search.state,
        "appel": search.call,
        "departement": search.department,
        "attend": "moi" if search.is_mine else "",
        "liste": "registre" if search.is_register else "",
    }
    kept = {name: value for name, value in (named | changes).items() if value}
    return url_for("desk.index") + (f"?{urlencode(kept)}" if kept else "")


def chips(search: Search, calls: dict[str, str]) -> list[dict[str, str]]:
    """The filters in use, each with the address of the list without it."""
    found = [
        (_("Recherche"), search.q, "q"),
        (_("État"), states().get(search.state, search.state), "etat"),
        (_("Appel"), calls.get(search.call, search.call), "appel"),
        (_("Territoire"), DEPARTMENTS.get(search.department, search.department), "departement"),
    ]
    return [
        {"label": label, "value": value, "remove": address(search, **{name: ""})}
        for label, value, name in found
        if value
    ]


def states() -> dict[str, str]:
    """Every state of a file and its word, in the order of the workflows."""
    found: dict[str, str] = {}
    for workflow in WORKFLOWS.values():
        if workflow.name.endswith(".application"):
            found = found | {state: step.staff for state, step in workflow.steps.items() if state not in found}
    return {state: words for state, words in found.items() if state != "draft"}


def tabs(search: Search) -> list[dict[str, Any]]:
    all_of_them = not search.is_mine and not search.is_register
    return [
        {"label": _("Tous mes dossiers"), "address": address(search, attend="", liste=""), "is_current": all_of_them},
        {"label": _("En attente d’un acte de ma part"), "address": address(search, attend="moi", liste=""),
         "is_current": search.is_mine},
        {"label": _("Registre"), "address": address(search, attend="", liste="registre"),
         "is_current": search.is_register},
    ]  # fmt: skip


def said(count: int) -> str:
    return _("plus de 1 000") if count > MOST else str(count)


def neighbours(page: Page) -> dict[str, str | None]:
    """The addresses of the pages beside this one."""
    search = asked()
    following = page.next and address(search, apres=written(page.next))
    return {"next": following, "previous": page.previous and address(search, avant=written(page.previous))}


def written(place: Cursor) -> str:
    return f"{place[0]:{STAMP}}-{place[1]}"


class Line(NamedTuple):
    """What the list says of one file."""

    number: str
    organisation: str
    title: str
    department: str
    call: str
    code: str
    state: str
    awaits: str
    due: datetime | None
    amount: Money | None
    is_fictif: bool


def line(application: Application) -> Line:
    """No statement is run for it."""
    step, department = application.step, application.department or ""
    return Line(
        number=application.number,
        organisation=application.organisation.name,
        title=application.title,
        department=DEPARTMENTS.get(department, department or "–"),
        call=application.call.short_title,
        code=application.state,
        state=step.staff,
        awaits=PEOPLE[step.awaits] if step.awaits else "",
        due=step.due_at(application),
        amount=application.requested_amount,
        is_fictif=application.is_fictif,
    )
