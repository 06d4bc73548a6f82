"""Questions whose answer is not left to chance: what follows from the project, and what keeps the file eligible."""

from collections.abc import Callable
from datetime import date
from typing import Any

from grants.definitions.answers import Context
from grants.rehearsal import words
from grants.rehearsal.answers.brief import Brief
from grants.values.money import Money
from grants.values.numbers import money_of, stored
from grants.values.territories import REGION

SAME = {
    "legal_nature": "association_1901", "has_siret": "yes", "is_renewal": "first", "signatory": "representative",
    "asked_elsewhere": "no", "public_aid_3y": "at_most_500000", "first_round": "no", "mission_locale": "partner",
    "on_track": "yes", "spent_to_date": "12000.00",
}  # fmt: skip


def known(brief: Brief, context: Context, asked: Any) -> Any:
    """The answer; None when any will do."""
    if asked.key in OWN:
        return OWN[asked.key](brief, context, asked)
    said = SAME.get(asked.key)
    options = [each.value for each in asked.options or []]
    return said if said is not None and (not options or said in options) else None


def created_on(brief: Brief, context: Context, asked: Any) -> str:
    return brief.organisation["created_on"]


def scope(brief: Brief, context: Context, asked: Any) -> str:
    return "region" if brief.department == REGION else "department"


def requested(brief: Brief, context: Context, asked: Any) -> str:
    return stored(brief.asked(money_of(asked.min), money_of(asked.max)))


def start(brief: Brief, context: Context, asked: Any) -> str:
    return brief.begins(asked.min, asked.max).isoformat()


def end(brief: Brief, context: Context, asked: Any) -> str:
    begins = date.fromisoformat(str(context.answers.get("project_start") or brief.day.isoformat()))
    return brief.ends(asked.min, asked.max, begins).isoformat()


def tranches(brief: Brief, context: Context, asked: Any) -> list[dict[str, Any]]:
    """A third a year, the last takes the rest; they make the amount asked."""
    whole = money_of(context.answers.get("requested_amount")) or Money(0)
    years = [option.value for column in asked.columns if column.key == "year" for option in column.options]
    part = Money.of(int(whole.euros / len(years)))
    amounts = [part] * (len(years) - 1) + [whole - Money(part.cents * (len(years) - 1))]
    return [{"year": year, "amount": stored(amount), "milestone": words.short(brief.draw, 60, "milestone", year)}
            for year, amount in zip(years, amounts, strict=True)]  # fmt: skip


def members(brief: Brief, context: Context, asked: Any) -> list[dict[str, Any]]:
    """Those who carry the project with the lead; together they get less than half of it."""
    whole = money_of(context.answers.get("requested_amount")) or Money(0)
    part = stored(Money.of(int(whole.euros / 5)))
    said = {"role": "Accueil et accompagnement", "status": "confirmed", "amount": part, "commitment": "engagement.pdf"}
    keys = {column.key for column in asked.columns}
    return [{key: each for key, each in (said | partner).items() if key in keys} for partner in brief.partners]


def beneficiaries(brief: Brief, context: Context, asked: Any) -> list[dict[str, Any]]:
    """One line for each public, each told once."""
    column = next(each for each in asked.columns if each.key == "public")
    options = [each.value for each in context.options(column)]
    return [{"public": each, "people": str(30 + 7 * rank)} for rank, each in enumerate(options[:2])]


def themes(brief: Brief, context: Context, asked: Any) -> list[str]:
    """What the project's title speaks of, else one drawn among those of the call."""
    proposed = [each.value for each in context.options(asked) if each.value != "other"]
    title = brief.title.lower()
    told = next((theme for word, theme in words.themes().items() if word in title and theme in proposed), None)
    rest = [each for each in proposed if each != told]
    found = [told] if told else [brief.draw.one(rest, "themes")]
    return found + [each for each in rest if each not in found][: (asked.min_choices or 1) - 1]


OWN: dict[str, Callable[[Brief, Context, Any], Any]] = {
    "project_title": lambda brief, context, asked: brief.title[: asked.max_length],
    "created_on": created_on,
    "legal_name": lambda brief, context, asked: brief.organisation.get("name", "Organisme fictif"),
    "scope": scope,
    "themes": themes,
    "department": lambda brief, context, asked: brief.departments[0],
    "departments": lambda brief, context, asked: brief.departments,
    "requested_amount": requested,
    "requested_estimate": requested,
    "project_start": start,
    "project_end": end,
    "yearly_tranches": tranches,
    "consortium_members": members,
    "beneficiaries": beneficiaries,
    "actual_beneficiaries": beneficiaries,
    "last_accounts_year": lambda brief, context, asked: str(min(brief.day.year - 1, int(asked.max or 9999))),
}
