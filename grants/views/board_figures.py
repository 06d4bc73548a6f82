"""What a selection board says beside its files: credits, their sums, who decides what from here."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from flask_login import current_user

from grants.definitions.themes import THEMES
from grants.languages import gettext as _
from grants.models import Application, Place
from grants.queries.boards import Board, Row
from grants.values.money import ZERO, Money
from grants.values.territories import DEPARTMENTS, REGION
from grants.views.navigation import roles_held
from grants.views.subjects import address_of
from workflows.states import ApplicationState as S
from workflows.words.amounts import words_of

RETAIN = ("ruling.award", "ruling.promote", "ruling.approve")
ACTS: dict[Place | None, tuple[str, ...]] = {
    Place.IN: RETAIN,
    Place.RESERVE: ("ruling.reserve", "ruling.approve"),
    Place.OUT: ("ruling.refuse", "ruling.approve"),
    None: RETAIN,
}
WITH_AMOUNT = ("ruling.award", "ruling.promote", "ruling.change_amount")


def bars(board: Board) -> list[dict[str, Any]]:
    """Each envelope, with what the scenario takes of it and what it would leave (below zero: what is missing)."""
    return [
        {"id": each.id, "label": each.label, "voted": each.amount, "charged": each.charged, "left": each.left,
         "taken": board.taken.get(each.id, ZERO), "after": board.left(each)}
        for each in board.credits
    ]  # fmt: skip


def sums(board: Board) -> list[dict[str, Any]]:
    """The same credits summed by year, department and theme, where there are several of them."""
    by = {_("Par année"): year, _("Par département"): department, _("Par thème"): theme}
    found = []
    for title, key in by.items():
        labels = list(dict.fromkeys(key(each) for each in board.credits))
        if len(labels) > 1:
            rows = [summed(board, label, [each for each in board.credits if key(each) == label]) for label in labels]
            found.append({"title": title, "rows": rows})
    return found


def summed(board: Board, label: str, credits: Sequence[Any]) -> dict[str, Any]:
    return {
        "label": label,
        "voted": Money.total(each.amount for each in credits),
        "charged": Money.total(each.charged for each in credits),
        "taken": Money.total(board.taken.get(each.id) for each in credits),
        "after": Money.total(board.left(each) for each in credits),
    }


def year(envelope: Any) -> str:
    return str(envelope.year)


def department(envelope: Any) -> str:
    return department_name(envelope.department) or _("Sans département")


def theme(envelope: Any) -> str:
    return theme_name(envelope.theme) or _("Tous thèmes")


def department_name(code: str | None) -> str:
    if code == REGION:
        return _("Région")
    return f"{code} {DEPARTMENTS.get(code, '')}".strip() if code else ""


def theme_name(key: str | None) -> str:
    return THEMES.get(key, key) if key else ""


def spread(board: Board) -> list[dict[str, Any]]:
    """The files that the scenario retains, by department and theme: how many, how much, which share."""
    rows = board.of_place(Place.IN)
    whole = Money.total(each.amount for each in rows).cents or 1
    by = {_("Département"): department_of, _("Thème"): theme_of}
    found = []
    for title, key in by.items():
        labels = sorted({key(each.application) for each in rows} - {""})
        lines = [(label, [each for each in rows if key(each.application) == label]) for label in labels]
        found.append({"title": title, "rows": [
            {"label": label, "count": len(files), "amount": Money.total(each.amount for each in files),
             "share": Money.total(each.amount for each in files).cents / whole}
            for label, files in lines
        ]})  # fmt: skip
    return [each for each in found if each["rows"]]


def department_of(file: Application) -> str:
    return department_name(file.department)


def theme_of(file: Application) -> str:
    return theme_name(file.theme)


def decision(row: Row) -> dict[str, Any]:
    """Where this file is decided, for whoever may decide it: the act alone decides; empty for the others."""
    file, held = row.application, roles_held(current_user)
    for name in acts_for(row):
        rows = [each for each in file.workflow.actions if each.name == name and file.state in each.source]
        if rows and held & rows[0].by:
            return {"words": words_of(name, amount_of(row)), "address": address_of(name, file) + query(name, row)}
    return {}


def acts_for(row: Row) -> Sequence[str]:
    file = row.application
    if file.state == S.APPROVED and row.place is Place.IN and row.amount != file.recommended_amount:
        return ("ruling.change_amount",)  # another amount than the one approved is approved again first
    if row.place is None and file.state == S.NOT_RECOMMENDED:
        return ("ruling.refuse",)
    return ACTS[row.place]


def amount_of(row: Row) -> Money | None:
    return row.amount or row.application.recommended_amount


def query(name: str, row: Row) -> str:
    """The amount of the scenario and its parts by envelope, in cents, for the act's page to begin with."""
    if not row.amount or name not in WITH_AMOUNT:
        return ""
    parts = {f"part_{key}": part.cents for key, part in row.parts.items()} if name != "ruling.change_amount" else {}
    return "?" + urlencode({"montant": row.amount.cents} | parts)
