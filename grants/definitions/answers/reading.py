"""Answers as one reads them: lines of text, whatever the type of the question."""

from collections.abc import Callable
from typing import Any

from babel.numbers import format_decimal

from grants.definitions.answers.context import Context, years_of
from grants.definitions.conditions import is_filled
from grants.definitions.question import TABLES, Column, Question, values_of
from grants.values import iban, identifiers, phones, territories
from grants.values.budgets import STATUSES, Budget
from grants.values.numbers import decimal_of, money_of
from grants.values.sentences import sentence

YES = "Oui, je m’y engage."


def read(question: Question, value: Any, context: Context) -> list[str]:
    """What was answered; nothing when nothing was."""
    if not is_filled(value):
        return []
    if question.type == "attestation":
        return [YES]
    if question.type == "choices":
        labels = values_of(context.options(question))
        return [labels.get(each, str(each)) for each in listed(value)]
    if question.type == "territory":
        return [place(each) for each in listed(value)]
    if question.type in TABLES:
        return [row(question, each, context) for each in listed(value) if isinstance(each, dict)]
    if question.type == "budget":
        return budget(question, value, context)
    if question.type == "indicators":
        return indicators(question, value, context)
    return scalar(question, value, context)


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def place(value: Any) -> str:
    known = territories.read(value)
    return known.name if known else str(value)


def scalar(asked: Question | Column, value: Any, context: Context) -> list[str]:
    """One answer of one line, or the paragraphs of a text; what is not right yet is read as it was typed."""
    text = str(value)
    if asked.type == "choice":
        return [values_of(context.options(asked)).get(text, text)]
    if asked.type == "long_text":
        return [line for line in text.splitlines() if line.strip()]
    if asked.type == "money":
        return [str(money_of(value) or text)]
    if asked.type == "number":
        number = decimal_of(value)
        return [text if number is None else format_decimal(number, locale="fr_FR")]
    return [SHOWN[asked.type](text) if asked.type in SHOWN else text]


def day(text: str) -> str:
    parts = text.split("-")
    return "/".join(reversed(parts)) if len(parts) == 3 and all(map(str.isdecimal, parts)) else text


def commune(text: str) -> str:
    known = territories.commune(text)
    return str(known) if known else text


SHOWN: dict[str, Callable[[str], str]] = {
    "date": day,
    "commune": commune,
    "phone": phones.spaced,
    "siret": lambda text: identifiers.spaced_siret(text) if identifiers.is_siret(text) else text,
    "iban": lambda text: iban.spaced_iban(text) if iban.is_iban(text) else text,
}


def row(question: Question, cells: dict[str, Any], context: Context) -> str:
    """One line of a table: « Nom : x · Fonction : y »."""
    said = (
        (each.label, " ".join(scalar(each, cells[each.key], context)))
        for each in question.columns or []
        if is_filled(cells.get(each.key))
    )
    return " · ".join(f"{label} : {value}" for label, value in said)


def budget(question: Question, value: Any, context: Context) -> list[str]:
    """Each account with its amount, then the two totals."""
    found = Budget.read(value, context.grid(question))
    lines = []
    for leaf in found.grid.leaves():
        if amount := found.line(leaf.code):
            status = STATUSES.get(found.statuses.get(leaf.code, ""), "")
            lines.append(f"{leaf.label} : {amount}" + (f" ({status.lower()})" if status else ""))
    return [
        *lines,
        sentence("Total des charges : %(total_charges)s", total_charges=found.total_charges),
        sentence("Total des produits : %(total_income)s", total_income=found.total_income),
    ]


def indicators(question: Question, value: Any, context: Context) -> list[str]:
    """Each indicator with its figures, the organisation's own after."""
    years, values = years_of(question), value.get("values", {}) if isinstance(value, dict) else {}
    lines = [
        f"{each.label} ({each.unit}) : {figures(values[each.key], years)}"
        for each in context.indicators(question)
        if is_filled(values.get(each.key))
    ]
    own = listed(value.get("own")) if isinstance(value, dict) else []
    return lines + [f"{each.get('label')} ({each.get('unit')}) : {figures(each.get('values'), years)}" for each in own]


def figures(values: Any, years: list[str]) -> str:
    named = zip(years, listed(values), strict=False)
    return ", ".join(f"{year} : {figure}" if year else str(figure) for year, figure in named if is_filled(figure))
