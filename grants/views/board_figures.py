"""What a selection board says beside its files: credits, their sums, who decides what from here."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from flask_login import current_user

from grants.definitions.themes import THEMES
from grants.languages import gettext as _
from grants.models import Application, Funder, Place
from grants.queries import rulings as queries
from grants.queries.boards import Board, Row
from grants.queries.funders import still_to_rule
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
         "taken": board.taken.get(each.id, ZERO), "after": board.left(each),
         "funder": each.funder.label if board.is_joint and each.funder.label != each.label else ""}
        for each in board.credits
    ]  # fmt: skip


def sums(board: Board) -> list[dict[str, Any]]:
    """The same credits summed by year, department and theme, where there are several of them."""
    by = {_("Par financeur"): funder, _("Par année"): year, _("Par département"): department, _("Par thème"): theme}
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


def funder(envelope: Any) -> str:
    return str(envelope.funder.label)


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


def decision(row: Row, board: Board) -> dict[str, Any]:
    """Where this file is decided, for whoever may decide it: the act alone decides; empty for the others.

    Where several funders share the call, each person is led to the ruling of their own, with its part alone.
    """
    file, held = row.application, roles_held(current_user)
    own = queries.funder_among(current_user, file, board.funders, held) if board.is_joint else None
    if board.is_joint and (own is None or own.id in row.line.ruled):
        return {}
    mine = row if own is None else part_of(row, own.id, board)
    for name in acts_for(mine):
        rows = [each for each in file.workflow.actions if each.name == name and file.state in each.source]
        if rows and held & rows[0].by:
            return {
                "words": words_of(name, amount_of(mine, own)),
                "address": address_of(name, file) + query(name, mine),
            }
    return {}


def part_of(row: Row, funder_id: int, board: Board) -> Row:
    """The same row, as far as one funder goes; who would give nothing of a file that is retained refuses it."""
    own = {each.id for each in board.credits if each.funder_id == funder_id}
    parts = {key: amount for key, amount in row.parts.items() if key in own}
    amount = row.by_funder.get(funder_id)
    place = Place.OUT if row.place is Place.IN and not amount else row.place
    return replace(row, place=place, amount=amount if place is not Place.OUT else None, parts=parts)


def acts_for(row: Row) -> Sequence[str]:
    file = row.application
    if file.state == S.APPROVED and row.place is Place.IN and row.amount != file.recommended_amount:
        return ("ruling.change_amount",)  # another amount than the one approved is approved again first
    if row.place is None and file.state == S.NOT_RECOMMENDED:
        return ("ruling.refuse",)
    return ACTS[row.place]


def amount_of(row: Row, own: Funder | None) -> Money | None:
    return row.amount or (None if own else row.application.recommended_amount)


def query(name: str, row: Row) -> str:
    """The amount of the scenario and its parts by envelope, in cents, for the act's page to begin with."""
    if not row.amount or name not in WITH_AMOUNT:
        return ""
    parts = {f"part_{key}": part.cents for key, part in row.parts.items()} if name != "ruling.change_amount" else {}
    return "?" + urlencode({"montant": row.amount.cents} | parts)


def amounts(row: Row, board: Board) -> list[dict[str, Any]]:
    """What each funder gives or would give of one file; a single line without a name where there is one funder."""
    if not board.is_joint:
        return [{"name": f"amount-{row.application.id}", "funder": "", "amount": row.amount,
                 "is_ruled": False}]  # fmt: skip
    open_to = {each.id for each in still_to_rule(row.application, board.credits, row.line.ruled)}
    return [
        {"name": f"amount-{row.application.id}-{each.id}", "funder": each.label,
         "amount": row.by_funder.get(each.id) or row.line.ruled.get(each.id), "is_ruled": each.id in row.line.ruled}
        for each in board.funders
        if each.id in open_to or each.id in row.line.ruled
    ]  # fmt: skip


def whole(row: Row) -> Money:
    """What the funders together give or would give of it."""
    return Money.total([*row.line.ruled.values(), *row.by_funder.values()])


def typed_as(amount: Money | None) -> str:
    """As a person would type it, to the cent."""
    return str(amount).removesuffix("€").strip() if amount else ""
