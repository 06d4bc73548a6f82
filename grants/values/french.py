"""Amounts, dates and shares in French words; the filters that letters and mails use."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from grants.values.clock import PARIS
from grants.values.money import Money
from grants.values.spelled import spell

NO_BREAK = "\u00a0"


def euros(value: Money | Decimal | str) -> str:
    """ "15000.00" → 15 000,00 €."""
    return str(_money(value))


def whole_euros(value: Money | Decimal | str) -> str:
    """ "15000" → 15 000 €; cents are shown only where there are some."""
    amount = _money(value)
    return euros(amount) if amount.cents % 100 else nombre(amount.euros) + NO_BREAK + "€"


def euros_lettres(value: Money | Decimal | str) -> str:
    """ "15000.50" → quinze mille euros et cinquante centimes."""
    whole, cents = divmod(_money(value).cents, 100)
    of = "d’" if whole and whole % 1_000_000 == 0 else ""
    words = f"{spell(whole)} {of}euro{'s' if whole > 1 else ''}"
    return f"{words} et {spell(cents)} centime{'s' if cents > 1 else ''}" if cents else words


def date_longue(value: date | datetime | str) -> str:
    """ "2020-09-01" → 1er septembre 2020, as the day is in Paris."""
    day = _moment(value)
    if isinstance(day, datetime):
        day = day.astimezone(PARIS).date()
    first, rest = format_date(day, "d MMMM y", locale="fr").split(" ", 1)
    return f"{first}{'er' if day.day == 1 else ''}{NO_BREAK}{rest}"


def date_heure(value: datetime | str) -> str:
    """ "2020-07-09T21:14:05+02:00" → 9 juillet 2020 à 21 h 14, at the clock of Paris."""
    moment = _moment(value)
    if not isinstance(moment, datetime):
        raise ValueError(f"{value} has no time of day")
    here = moment.astimezone(PARIS)
    return f"{date_longue(here)} à{NO_BREAK}{here:%-H}{NO_BREAK}h{f'{NO_BREAK}{here:%M}' if here.minute else ''}"


def pourcent(value: Decimal | str) -> str:
    """ "0.6667" → 66,67 %."""
    return format_percent(Decimal(value), format="#,##0.##\u202f%", locale="fr")


def nombre(value: Decimal | int | str) -> str:
    """1234 → 1 234."""
    return format_decimal(Decimal(value), locale="fr")


def decimales(value: Decimal) -> str:
    """51.8 → 51,80: two decimals, whatever they are."""
    return format_decimal(value, format="#,##0.00", locale="fr")


def majuscule(text: str) -> str:
    """The first letter as a capital, the others as they are."""
    return text[:1].upper() + text[1:]


FILTERS: dict[str, Callable[[Any], str]] = {
    each.__name__: each
    for each in (
        euros,
        euros_lettres,
        date_longue,
        date_heure,
        pourcent,
        nombre,
        majuscule,
    )
}


def _money(value: Money | Decimal | str) -> Money:
    return value if isinstance(value, Money) else Money.of(value)


def _moment(value: date | datetime | str) -> date | datetime:
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise ValueError("une date qui devrait être écrite manque")
    return datetime.fromisoformat(value) if len(value) > len("2020-09-15") else date.fromisoformat(value)
