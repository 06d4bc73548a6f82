"""What the address of a list asks for, and back: the same words in the address, the chips and the saved searches."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from flask import request, url_for
from flask_babel import gettext as _

from grants import filters
from grants.definitions.themes import THEMES
from grants.queries.desk import Cursor, Search
from grants.values.money import Money
from workflows.registry import WORKFLOWS

DEPARTMENTS = {
    "44": "Loire-Atlantique", "49": "Maine-et-Loire", "53": "Mayenne", "72": "Sarthe", "85": "Vendée", "52": "Région",
}  # fmt: skip
ENGAGEMENTS = ("1", "2", "3", "4", "5")
STAMP = "%Y%m%dT%H%M%S%f"
MOST_CENTS = 10**14  # a greater sum is a slip of the hand


def asked(given: Any = None) -> Search:
    """The search of this address, or of these words."""
    given = request.args if given is None else given
    engagement = given.get("engagement", "")
    return Search(
        q=given.get("q", "").strip(),
        state=given.get("etat", ""),
        call=given.get("appel", ""),
        department=given.get("departement", ""),
        theme=given.get("theme", ""),
        engagement=int(engagement) if engagement in ENGAGEMENTS else None,
        at_least=amount(given.get("mini", "")),
        at_most=amount(given.get("maxi", "")),
        organisation=given.get("organisme", "").strip(),
        is_mine=given.get("attend") == "moi",
        is_register=given.get("liste") == "registre",
        order=given.get("tri", ""),
        after=cursor(given.get("apres", "")),
        before=cursor(given.get("avant", "")),
    )


def amount(text: str) -> Money | None:
    """A sum as it is typed; what is no sum limits nothing."""
    try:
        found = Money.parse(text) if text.strip() else None
    except ValueError:
        return None
    return found if found is not None and abs(found.cents) < MOST_CENTS else None


def cursor(text: str) -> Cursor | None:
    """Where a page begins, as its address says it; anything else begins at the first page."""
    stamp, _sep, number = text.partition("-")
    try:
        return datetime.strptime(stamp, STAMP).replace(tzinfo=UTC), int(number)
    except ValueError:
        return None


def written(place: Cursor) -> str:
    return f"{place[0]:{STAMP}}-{place[1]}"


def named(search: Search) -> dict[str, str]:
    """What the address of this search says, its page apart."""
    found = {
        "q": search.q,
        "etat": search.state,
        "appel": search.call,
        "departement": search.department,
        "theme": search.theme,
        "engagement": str(search.engagement or ""),
        "mini": typed(search.at_least),
        "maxi": typed(search.at_most),
        "organisme": search.organisation,
        "attend": "moi" if search.is_mine else "",
        "liste": "registre" if search.is_register else "",
        "tri": search.order,
    }
    return {name: value for name, value in found.items() if value}


def typed(sum: Money | None) -> str:
    """A sum as one types it: "1500" or "1500,50"."""
    return "" if sum is None else f"{sum.euros:f}".removesuffix(".00").replace(".", ",")


def address(search: Search, **changes: str) -> str:
    """The same list with something changed; it begins again at the first page."""
    kept = {name: value for name, value in (named(search) | changes).items() if value}
    return url_for("desk.index") + (f"?{urlencode(kept)}" if kept else "")


def chips(search: Search, calls: dict[str, str]) -> list[dict[str, str]]:
    """The filters in use, each with the address of the list without it."""
    found = [
        (_("Recherche"), search.q, "q"),
        (_("État"), states().get(search.state, search.state), "etat"),
        (_("Appel"), calls.get(search.call, search.call), "appel"),
        (_("Territoire"), DEPARTMENTS.get(search.department, search.department), "departement"),
        (_("Thème"), THEMES.get(search.theme, search.theme), "theme"),
        (_("Engagement"), str(search.engagement or ""), "engagement"),
        (_("À partir de"), search.at_least and filters.euros(search.at_least), "mini"),
        (_("Jusqu’à"), search.at_most and filters.euros(search.at_most), "maxi"),
        (_("Organisme"), search.organisation, "organisme"),
    ]
    return [
        {"label": label, "value": str(value), "remove": address(search, **{name: ""})}
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
