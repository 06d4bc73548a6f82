"""Kept answers as the screen shows them, and what the screen sends back as raw answers."""

import re
from collections.abc import Callable
from typing import Any

from babel.numbers import format_decimal

from grants.definitions.answers.context import Context
from grants.definitions.base import AMOUNT, DAY
from grants.definitions.question import TABLES, Column, Question
from grants.values import iban, identifiers, phones, territories
from grants.values.numbers import decimal_of


def amount(value: Any) -> str:
    """ "1234.50" as "1 234,50"; anything else as it was typed."""
    if not isinstance(value, str) or not re.match(AMOUNT, value, re.ASCII):
        return as_text(value)
    return format_decimal(decimal_of(value) or 0, "#,##0.00", locale="fr_FR").replace("\u202f", " ")


def as_text(value: Any) -> str:
    return "" if value is None or isinstance(value, bool | list | dict) else str(value)


def _day(value: Any) -> str:
    text = as_text(value)
    return "/".join(reversed(text.split("-"))) if re.match(DAY, text, re.ASCII) else text


def _number(value: Any) -> str:
    text = as_text(value)
    return text.replace(".", ",") if re.fullmatch(r"-?\d+\.\d+", text, re.ASCII) else text


def _commune(value: Any) -> str:
    known = territories.commune(value)
    return str(known) if known else as_text(value).removeprefix(territories.CODE)


def place(value: Any) -> str:
    """ "commune:44109" as "Nantes (44109)"."""
    known = territories.read(value)
    return str(known) if known else as_text(value)


SHOWN: dict[str, Callable[[Any], str]] = {
    "money": amount,
    "date": _day,
    "number": _number,
    "commune": _commune,
    "phone": lambda value: phones.spaced(as_text(value)),
    "siret": lambda value: identifiers.spaced_siret(value) if identifiers.is_siret(value) else as_text(value),
    "iban": lambda value: iban.spaced_iban(value) if iban.is_iban(value) else as_text(value),
}


def scalar(asked: Question | Column, value: Any) -> str:
    """One line, or one cell."""
    return SHOWN.get(asked.type, as_text)(value)


def items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def shown(question: Question, value: Any, context: Context) -> Any:
    """A kept answer as the data of its field."""
    if question.type == "attestation":
        return value is True
    if question.type == "choices":
        return [each for each in items(value) if isinstance(each, str)]
    if question.type == "territory":
        return [place(each) for each in items(value)]
    if question.type in TABLES:
        columns = question.columns or []
        return [{f"c_{each.key}": scalar(each, mapping(row).get(each.key)) for each in columns} for row in items(value)]
    if question.type == "budget":
        return budget(mapping(value))
    if question.type == "indicators":
        return indicators(mapping(value))
    return scalar(question, value)


def budget(value: dict[str, Any]) -> dict[str, str]:
    lines = mapping(value.get("lines")).items()
    found = {f"a_{code}_{rank}": amount(each) for code, row in lines for rank, each in enumerate(items(row))}
    return found | {f"s_{code}": as_text(each) for code, each in mapping(value.get("status")).items()}


def indicators(value: dict[str, Any]) -> dict[str, Any]:
    values = mapping(value.get("values")).items()
    found: dict[str, Any] = {f"v_{key}_{rank}": _number(each) for key, row in values for rank, each in enumerate(row)}
    found |= {f"w_{key}": as_text(each) for key, each in mapping(value.get("reasons")).items()}
    found["own"] = [_own(mapping(row)) for row in items(value.get("own"))]
    return found


def _own(row: dict[str, Any]) -> dict[str, str]:
    values = {f"v_{rank}": _number(each) for rank, each in enumerate(items(row.get("values")))}
    return {"label": as_text(row.get("label")), "unit": as_text(row.get("unit")), **values}


def typed(question: Question, data: Any) -> Any:
    """What a field holds after a post, as a raw answer."""
    if question.type in ("attestation", "choices"):
        return data
    if question.type == "territory":
        return [each for each in data if each and each.strip()]
    if question.type in TABLES:
        return [row for each in data if any((row := cells(question, each)).values())]
    if question.type == "budget":
        lines = ranked(data, "a_")
        status = {code: each for code, each in unprefixed(data, "s_").items() if each}
        return {name: part for name, part in (("lines", lines), ("status", status)) if part}
    if question.type == "indicators":
        return typed_indicators(data)
    return one_line(question, data)


def one_line(asked: Question | Column, data: Any) -> Any:
    """A commune is kept by its code: a typed code that may be another's postcode must not pass for it."""
    return territories.told_apart(data) if asked.type == "commune" and data else data or ""


def cells(question: Question, data: dict[str, Any]) -> dict[str, Any]:
    """One row of a table."""
    asked = {each.key: each for each in question.columns or []}
    return {key: one_line(asked[key], value) for key, value in unprefixed(data, "c_").items()}


def unprefixed(data: dict[str, Any], prefix: str) -> dict[str, Any]:
    return {name.removeprefix(prefix): value or "" for name, value in data.items() if name.startswith(prefix)}


def ranked(data: dict[str, Any], prefix: str) -> dict[str, list[str]]:
    """Figures of several years, "a_601_0" and "a_601_1", as {"601": [first, second]}; without the empty lines."""
    found: dict[str, list[str]] = {}
    for name, value in unprefixed(data, prefix).items():
        found.setdefault(name.rpartition("_")[0], []).append(value)
    return {key: row for key, row in found.items() if any(map(str.strip, row))}


def typed_indicators(data: dict[str, Any]) -> dict[str, Any]:
    reasons = {key: each for key, each in unprefixed(data, "w_").items() if each}
    own = [
        {"label": row["label"] or "", "unit": row["unit"] or "", "values": list(unprefixed(row, "v_").values())}
        for row in data.get("own", [])
        if any(value for value in row.values())
    ]
    parts = (("values", ranked(data, "v_")), ("reasons", reasons), ("own", own))
    return {name: part for name, part in parts if part}
