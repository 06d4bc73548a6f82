"""The same call at other dates: each day, year and deadline of the file moved together."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any

from grants.definitions.call import CallFile
from grants.values.clock import PARIS
from grants.values.french import date_longue

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T.+")
YEAR = re.compile(r"\b(2019|202[0-3])\b")
MONTHS = [
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
]  # fmt: skip
MONTH = re.compile(rf"\ben ({'|'.join(MONTHS)})\b")
YEARS = frozenset({"year", "planned_year", "by_year", "years"})
UNTOUCHED = frozenset({
    "key", "kind", "programme", "legal_basis", "sources", "source", "to_verify", "note", "letters", "description",
})  # fmt: skip


def edition(
    call: CallFile, closes_on: date, label: str = "", changes: Mapping[str, Any] = MappingProxyType({})
) -> CallFile:
    """A copy of the call, marked invented, whose last deadline falls on this day; rules of law keep their dates.

    `changes` are choices of the call made otherwise, and `label` tells them in its title.
    """
    days = closes_on - call.rounds[0].closes_at.date()
    years = closes_on.year - call.rounds[0].closes_at.year
    content: dict[str, Any] = moved(call.model_dump(mode="json", exclude_unset=True, by_alias=True), days, years)
    content |= {"key": f"{base(call.key)}_{closes_on:%Y_%m_%d}", "fictif": True, "to_verify": []}
    content |= changes
    told = [named(call.short_title), *([label] if label else []), date_longue(closes_on)]
    content["short_title"] = ", ".join(told)[:60]
    content["title"] = f"{content['title']} ({', '.join([*told[1:-1], 'clôture le ' + told[-1]])})"
    for round in content["rounds"]:
        round.pop("follows", None)
    return CallFile.model_validate(content)


def base(key: str) -> str:
    """ "credits_commissaire_2020" → "credits_commissaire"."""
    return re.sub(r"_(20\d\d|\d)$", "", key)


def named(title: str) -> str:
    return re.sub(r"\s+20\d\d|\s+\d$", "", title)


def moved(value: Any, days: timedelta, years: int) -> Any:
    """Whatever is nested in the file."""
    if isinstance(value, dict):
        if value.get("fact") == "submitted_on":
            return value  # when a law came into force
        return {name: kept(name, each, days, years) for name, each in value.items()}
    if isinstance(value, list):
        return [moved(each, days, years) for each in value]
    return later(value, days, years) if isinstance(value, str) else value


def kept(name: str, value: Any, days: timedelta, years: int) -> Any:
    if name in UNTOUCHED and not isinstance(value, dict):
        return value
    if name in YEARS:
        return [each + years for each in value] if isinstance(value, list) else shifted(value, years)
    if name in ("min", "max") and isinstance(value, int) and 2000 < value < 2100:
        return value + years
    return moved(value, days, years)


def shifted(year: Any, years: int) -> Any:
    """A year; a count of years stays as it is."""
    return year + years if isinstance(year, int) and year > 1900 else year


def later(text: str, days: timedelta, years: int) -> str:
    if MOMENT.fullmatch(text):
        there = datetime.fromisoformat(text).astimezone(PARIS)
        return datetime.combine(there.date() + days, there.timetz().replace(tzinfo=None), PARIS).isoformat()
    if DAY.fullmatch(text):
        return (date.fromisoformat(text) + days).isoformat()
    text = MONTH.sub(lambda found: f"en {month_after(found[1], days)}", text)
    return YEAR.sub(lambda found: str(int(found[0]) + years), text)


def month_after(month: str, days: timedelta) -> str:
    """ "septembre" and eleven months → "août"."""
    return MONTHS[(MONTHS.index(month) + round(days / timedelta(days=30.4375))) % 12]
