"""Answers of several parts: choices, places, tables, budgets, indicators."""

from collections.abc import Callable
from typing import Any

from grants.definitions.answers import scalars
from grants.definitions.answers.context import Context, years_of
from grants.definitions.answers.wrong import Wrong
from grants.definitions.conditions import is_filled
from grants.definitions.question import Column, Question
from grants.values.budgets import STATUSES
from grants.values.money import ZERO
from grants.values.numbers import decimal_of, money_of, stored
from grants.values.sentences import sentence

Cell = Callable[[Column, Any, Context], Any]


def items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def choices(question: Question, typed: Any, context: Context) -> list[str]:
    """The values chosen, in the order of the options."""
    chosen, options = items(typed), [option.value for option in context.options(question)]
    if any(value not in options for value in chosen):
        raise Wrong("Choisissez parmi les réponses proposées.")
    if chosen and len(chosen) < (question.min_choices or 0):
        raise Wrong(sentence("Choisissez au moins %(min_choices)s réponses.", min_choices=question.min_choices))
    if question.max_choices and len(chosen) > question.max_choices:
        raise Wrong(sentence("Choisissez %(max_choices)s réponses au plus.", max_choices=question.max_choices))
    return [value for value in options if value in chosen]


def places(question: Question, typed: Any, context: Context) -> list[str]:
    """Keys of places, "commune:44109", each once."""
    names = [scalars.visible(each) for each in items(typed)]
    found: list[str] = []
    wrong: list[str] = []
    for name in filter(None, names):
        try:
            found.append(scalars.place(name, list(question.levels or [])).key)
        except Wrong as error:
            wrong += error.sentences
    if wrong:
        raise Wrong(*wrong)
    _count(question, len(found))
    return list(dict.fromkeys(found))


def rows(question: Question, typed: Any, context: Context, cell: Cell) -> list[dict[str, Any]]:
    """Rows of a table; those left empty are dropped."""
    wrong: list[str] = []
    kept: list[dict[str, Any]] = []
    filled = [row for row in map(mapping, items(typed)) if is_filled(row)]
    for rank, row in enumerate(filled, start=1):
        kept.append({})
        for column in question.columns or []:
            try:
                value = cell(column, row.get(column.key), context)
                if column.required and not is_filled(value):
                    raise Wrong("à compléter.")
                if is_filled(value):
                    kept[-1][column.key] = value
            except Wrong as error:
                place = {"rank": rank, "label": column.label}
                wrong += [
                    sentence("Ligne %(rank)s, %(label)s : %(error)s", error=each, **place) for each in error.sentences
                ]
    if wrong:
        raise Wrong(*wrong)
    _count(question, len(kept))
    return kept


def _count(question: Question, count: int) -> None:
    if count and count < (question.min_rows or 0):
        raise Wrong(sentence("Remplissez au moins %(min_rows)s lignes.", min_rows=question.min_rows))
    if question.max_rows and count > question.max_rows:
        raise Wrong(f"{question.max_rows} lignes au plus.")


def budget(question: Question, typed: Any, context: Context) -> dict[str, Any]:
    """Amounts by account and by year; empty lines are dropped."""
    lines, status = mapping(mapping(typed).get("lines")), mapping(mapping(typed).get("status"))
    wrong: list[str] = []
    kept: dict[str, list[str]] = {}
    for leaf in context.grid(question).leaves():
        amounts = []
        for each in items(lines.get(leaf.code))[: len(years_of(question))]:
            amount = money_of(each) if is_filled(each) else ZERO
            if amount is None or amount < ZERO:
                wrong.append(
                    sentence(
                        "%(code)s, %(label)s : écrivez un montant comme 1 234,50.", code=leaf.code, label=leaf.label
                    )
                )
            amounts.append(amount or ZERO)
        if any(amounts):
            kept[leaf.code] = [stored(amount) for amount in amounts]
    if wrong:
        raise Wrong(*wrong)
    said = {code: value for code, value in status.items() if code in kept and value in STATUSES}
    return {name: part for name, part in (("lines", kept), ("status", said)) if part}


def indicators(question: Question, typed: Any, context: Context) -> dict[str, Any]:
    """Figures by indicator and by year, reasons of gaps, and the organisation's own indicators."""
    answer = mapping(typed)
    wrong: list[str] = []
    values: dict[str, list[str]] = {}
    for indicator in context.indicators(question):
        figures = items(mapping(answer.get("values")).get(indicator.key))[: len(years_of(question))]
        if is_filled(figures):
            values[indicator.key] = [_figure(each, indicator.label, wrong) for each in figures]
    own = [_own(row, wrong) for row in map(mapping, items(answer.get("own"))) if is_filled(row)]
    if question.own_max is not None and len(own) > question.own_max:
        wrong.append(sentence("%(own_max)s indicateurs à vous au plus.", own_max=question.own_max))
    if wrong:
        raise Wrong(*wrong)
    said = {key: scalars.visible(each) for key, each in mapping(answer.get("reasons")).items()}
    reasons = {key: each[:500] for key, each in said.items() if each and key in values}
    return {name: part for name, part in (("values", values), ("reasons", reasons), ("own", own)) if part}


def _figure(typed: Any, label: str, wrong: list[str]) -> str:
    value = decimal_of(typed)
    if is_filled(typed) and (value is None or value < 0):
        wrong.append(sentence("%(label)s : écrivez un nombre.", label=label))
    return "" if value is None else f"{value:f}"


def _own(row: dict[str, Any], wrong: list[str]) -> dict[str, Any]:
    label, unit = scalars.visible(row.get("label"))[:120], scalars.visible(row.get("unit"))[:40]
    if not label:
        wrong.append("Donnez un nom à votre indicateur.")
    return {"label": label, "unit": unit, "values": [_figure(each, label, wrong) for each in items(row.get("values"))]}
