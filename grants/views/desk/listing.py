"""The list of files: what is awaited first, filters as chips, a known number of statements at any size."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from grants.definitions.themes import THEMES
from grants.models import Application
from grants.policies.blinding import is_blind
from grants.queries import desk as queries
from grants.queries import desk_notes, opinions
from grants.queries.desk import MOST, Page, Search
from grants.values import clock
from grants.values.money import Money
from grants.views.desk import bp
from grants.views.desk.asking import DEPARTMENTS, address, asked, chips, named, states, written
from grants.views.desk.awaited import awaited
from grants.views.desk.bulk import bulk_acts
from grants.views.navigation import DESK
from grants.views.requires import requires_role
from workflows.roles import Role
from workflows.words.people import PEOPLE


@bp.get("/instruction")
@requires_role(*DESK)
def index() -> ResponseReturnValue:
    search, calls = asked(), dict(map(tuple, queries.calls()))
    page, saved = queries.page(current_user, search), desk_notes.searches(current_user)
    return render_template(
        "desk/index.html",
        rows=[line(each) for each in page.files],
        mine=awaited(current_user, page.files),
        opinions=asked_of_services(page),
        total=Money.total(each.requested_amount for each in page.files),
        count=said(page.count),
        search=search,
        search_words=named(search),
        filters=chips(search, calls),
        menus=menus(search, calls),
        tabs=tabs(search, saved),
        saved=saved,
        steps=steps(search, page),
        orders=orders(search),
        pages=neighbours(search, page),
        registers=queries.registers(current_user) if search.is_register else [],
        bulk_acts=[] if search.is_register else bulk_acts(current_user),
        search_address=url_for("desk.index"),
    )


def asked_of_services(page: Page) -> dict[int, opinions.Progress]:
    """How far the opinions are on each file; not for the services that give them."""
    if {each.role for each in current_user.appointments} == {Role.SERVICE}:
        return {}
    return opinions.progress((each.id for each in page.files), clock.now())


def menus(search: Search, calls: dict[str, str]) -> list[tuple[str, str, str, dict[str, str]]]:
    """The filters that choose in a list: name, label, what is chosen, what may be."""
    return [
        ("etat", _("État"), search.state, states()),
        ("appel", _("Appel"), search.call, calls),
        ("departement", _("Territoire"), search.department, DEPARTMENTS),
        ("theme", _("Thème"), search.theme, THEMES),
        ("engagement", _("Engagement"), str(search.engagement or ""), queries.engagements()),
    ]


def tabs(search: Search, saved: Sequence[Any]) -> list[dict[str, Any]]:
    """The three lists, then the searches that the person keeps."""
    here = address(search)
    kept = [{"label": each.name, "address": f"{url_for('desk.index')}?{each.words}"} for each in saved]
    is_kept = any(each["address"] == here for each in kept)
    all_of_them = not search.is_mine and not search.is_register and not is_kept
    return [
        {"label": _("Tous mes dossiers"), "address": address(search, attend="", liste="", tri=""),
         "is_current": all_of_them},
        {"label": _("En attente d’un acte de ma part"), "address": address(search, attend="moi", liste="", tri=""),
         "is_current": search.is_mine and not is_kept},
        {"label": _("Registre"), "address": address(search, attend="", liste="registre", tri=""),
         "is_current": search.is_register and not is_kept},
        *(each | {"is_current": each["address"] == here} for each in kept),
    ]  # fmt: skip


def steps(search: Search, page: Page) -> list[dict[str, Any]]:
    """What is in the list by state, each with the address of these files alone; nothing when there is one state."""
    if search.state or len(page.states) < 2 or page.count > MOST:
        return []
    known = states()
    return [
        {"label": known[state], "count": count, "address": address(search, etat=state)}
        for state, count in sorted(page.states.items(), key=lambda each: list(known).index(each[0]))
        if state in known
    ]


def orders(search: Search) -> dict[str, str]:
    """The addresses of the two orders; empty for the one in use."""
    if search.is_register:
        return {}
    other = {"due": address(search, tri="echeance"), "filed": address(search, tri="depot")}
    return other | {"due" if search.is_by_due else "filed": ""}


def said(count: int) -> str:
    return _("plus de 1 000") if count > MOST else str(count)


def neighbours(search: Search, page: Page) -> dict[str, str | None]:
    """The addresses of the pages beside this one."""
    following = page.next and address(search, apres=written(page.next))
    return {"next": following, "previous": page.previous and address(search, avant=written(page.previous))}


class Line(NamedTuple):
    """What the list says of one file."""

    id: int
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
        id=application.id,
        number=application.number,
        organisation=_("Lu à l’aveugle") if is_blind(current_user, application) else application.organisation.name,
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
