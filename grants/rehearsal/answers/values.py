"""One answer to one question, by its type; questions that others depend on have their own."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from grants.definitions.answers import Context
from grants.definitions.answers.context import years_of
from grants.definitions.question import Column, Question
from grants.rehearsal import words
from grants.rehearsal.answers import budgets
from grants.rehearsal.answers.brief import Brief
from grants.rehearsal.answers.known import known
from grants.values.money import Money
from grants.values.numbers import decimal_of, money_of, stored

Asked = Question | Column
PEOPLE = ("representative", "delegate", "contact", "signatories")  # tables of people, each with a name


def value(brief: Brief, context: Context, asked: Asked, *place: object) -> Any:
    """The answer; `place` tells apart the cells of a table."""
    named = (asked.key, *place)
    found = brief.fixed.get(asked.key) if not place else None
    if found is None and not place:
        found = known(brief, context, asked)
    return found if found is not None else BY_TYPE[asked.type](brief, context, asked, named)


def number(brief: Brief, context: Context, asked: Asked, named: tuple[object, ...]) -> str:
    lowest, highest = decimal_of(asked.min) or Decimal(0), decimal_of(asked.max) or Decimal(400)
    return str(int(lowest) + brief.draw.between(2, max(2, min(60, int(highest - lowest))), *named))


def amount(brief: Brief, context: Context, asked: Asked, named: tuple[object, ...]) -> str:
    lowest = money_of(asked.min) or Money(0)
    return stored(lowest + Money.of(500 * brief.draw.between(2, 60, *named)))


def day(brief: Brief, context: Context, asked: Asked, named: tuple[object, ...]) -> str:
    begins = date.fromisoformat(str(context.answers.get("project_start") or brief.day.isoformat()))
    later = begins + timedelta(days=30 * (1 + sum(each for each in named if isinstance(each, int))))
    return later.isoformat()


def choice(brief: Brief, context: Context, asked: Asked, named: tuple[object, ...]) -> str:
    return brief.draw.one([each.value for each in context.options(asked)], *named)


def choices(brief: Brief, context: Context, asked: Any, named: tuple[object, ...]) -> list[str]:
    options = [each.value for each in context.options(asked) if each.value != "other"]
    return options[: max(asked.min_choices or 1, 1)]


def table(brief: Brief, context: Context, asked: Any, named: tuple[object, ...]) -> list[dict[str, Any]]:
    rows = range(max(asked.min_rows or 1, 1))
    return [{each.key: value(brief, context, each, *named, rank) for each in asked.columns} for rank in rows]


def indicators(brief: Brief, context: Context, asked: Any, named: tuple[object, ...]) -> dict[str, Any]:
    """Some people, fewer of each kind; the reason of any gap is given beforehand."""
    columns = len(years_of(asked))
    keys = [each.key for each in context.indicators(asked)]
    figures = {key: [str(brief.draw.between(20, 90, *named, key, rank)) for rank in range(columns)] for key in keys}
    return {"values": figures} if asked.explain_gap_above is None else {"values": figures, "reasons": gaps(brief, keys)}


def gaps(brief: Brief, keys: list[str]) -> dict[str, str]:
    return {key: words.text(brief.draw, 200, "gap", key) for key in keys}


def budget(brief: Brief, context: Context, asked: Any, named: tuple[object, ...]) -> dict[str, Any]:
    years = len(years_of(asked))
    if asked.compare_with or asked.grid == "cerfa_15059":
        forecast = context.application.get(asked.compare_with or "project_budget", {})
        return budgets.spent(forecast, Decimal("0.97"), years)
    requested = money_of(context.answers.get("requested_amount")) or Money.of(30_000)
    return budgets.project(requested, asked.funder_row, years, in_kind=asked.in_kind is not False)


def written(brief: Brief, asked: Asked, named: tuple[Any, ...], longest: int, otherwise: Callable[..., str]) -> str:
    """What such a question is answered in words: a phrase of its own, a person's name, or a few words."""
    limit, places = asked.max_length or longest, [str(each) for each in named[1:2]]
    said = words.phrases().get(".".join([*places, asked.key])) or words.phrases().get(asked.key)
    if said is None and places and asked.key == "name" and places[0] in PEOPLE:
        return words.person(brief.draw, *named)[:limit]
    found = brief.draw.one(said, *named) if said else ""
    return found if found and len(found) <= limit else otherwise(brief.draw, limit, *named)


BY_TYPE: dict[str, Callable[..., Any]] = {
    "text": lambda brief, context, asked, named: written(brief, asked, named, 60, words.short),
    "long_text": lambda brief, context, asked, named: written(brief, asked, named, 500, words.text),
    "number": number,
    "money": amount,
    "date": day,
    "choice": choice,
    "choices": choices,
    "email": lambda brief, context, asked, named: "contact@guichet.example",
    "phone": lambda brief, context, asked, named: "02 40 00 00 00",
    "siret": lambda brief, context, asked, named: brief.organisation["siret"],
    "rna": lambda brief, context, asked, named: brief.organisation["rna"],
    "iban": lambda brief, context, asked, named: brief.organisation["iban"],
    "commune": lambda brief, context, asked, named: brief.commune,
    "territory": lambda brief, context, asked, named: [f"department:{each}" for each in brief.departments],
    "file": lambda brief, context, asked, named: "lettre-d-engagement.pdf",
    "rows": table,
    "partners": table,
    "people": table,
    "budget": budget,
    "indicators": indicators,
    "attestation": lambda brief, context, asked, named: True,
}
