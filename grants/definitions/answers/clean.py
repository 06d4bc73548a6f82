"""From what a person typed to the value that is kept."""

from collections.abc import Callable
from typing import Any

from grants.definitions.answers import compound, scalars
from grants.definitions.answers.context import Context
from grants.definitions.answers.wrong import Wrong
from grants.definitions.question import TABLES, Column, Question

SCALARS: dict[str, Callable[[Any, str, Context], Any]] = {
    "text": scalars.text,
    "long_text": scalars.long_text,
    "number": scalars.number,
    "money": scalars.money,
    "date": scalars.day,
    "choice": scalars.choice,
    "email": scalars.email,
    "phone": scalars.phone,
    "siret": scalars.siret,
    "rna": scalars.rna,
    "iban": scalars.account,
    "commune": scalars.commune,
    "file": scalars.text,
}
DEEPEST = 5  # lists of mappings of lists: a budget, with something to spare
COMPOUND: dict[str, Callable[[Question, Any, Context], Any]] = {
    "choices": compound.choices,
    "territory": compound.places,
    "budget": compound.budget,
    "indicators": compound.indicators,
    **dict.fromkeys(TABLES, lambda question, typed, context: compound.rows(question, typed, context, scalar)),
}


def clean(question: Question, typed: Any, context: Context) -> Any:
    """The value to keep; `Wrong` when what was typed is not one. An empty answer is never wrong.

    Kept values: text for one-line answers (money "1234.50", day "2020-07-10", codes without spaces), int for whole
    numbers, bool for attestations, list of values for choices, of "commune:44109" for places, of dicts for tables,
    {"lines": {account: [amount by year]}, "status": {}} for budgets, {"values", "reasons", "own"} for indicators.
    Cleaning a kept value gives it back unchanged.
    """
    if question.type == "attestation":
        return typed is True or typed == "true"
    if question.type == "file":
        return ""  # the piece of the same key is the answer
    if question.type in COMPOUND:
        return COMPOUND[question.type](question, typed, context)
    return scalar(question, typed, context)


def scalar(asked: Question | Column, typed: Any, context: Context) -> Any:
    """The same for one line, or one cell of a table."""
    text = scalars.visible(typed)
    return SCALARS[asked.type](asked, text, context) if text else ""


def typed_or_clean(question: Question, typed: Any, context: Context) -> Any:
    """What a draft keeps: the value, or what was typed when it is not one yet."""
    try:
        return clean(question, typed, context)
    except Wrong:
        return storable(typed)


def storable(typed: Any, depth: int = 0) -> Any:
    """What was typed, without the characters that no database and no page can hold, and no deeper than an answer is."""
    if isinstance(typed, str):
        return scalars.visible(typed)
    if depth > DEEPEST:
        return ""
    if isinstance(typed, list):
        return [storable(each, depth + 1) for each in typed]
    if isinstance(typed, dict):
        return {scalars.visible(key): storable(each, depth + 1) for key, each in typed.items()}
    return typed if typed is None or isinstance(typed, bool | int) else str(typed)
