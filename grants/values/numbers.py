"""Numbers as answers hold them: typed in French, or stored as plain decimal text."""

import re
from decimal import Decimal
from functools import lru_cache

from grants.values.money import Money

NUMBER = re.compile(r"[-−]?\d{1,15}(?:[.,]\d{1,6})?", re.ASCII)


def decimal_of(value: object) -> Decimal | None:
    """The number of "23000.00", "23 000,00 €", 23000 or Decimal; None when there is none."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, Money):
        return value.euros
    if isinstance(value, int | Decimal):
        return Decimal(value) if Decimal(value).is_finite() else None
    return typed_decimal(value) if isinstance(value, str) else None


@lru_cache(maxsize=4096)  # each condition of a form reads the same few answers again
def typed_decimal(typed: str) -> Decimal | None:
    text = "".join(typed.replace("€", "").split())
    return Decimal(text.replace(",", ".").replace("−", "-")) if NUMBER.fullmatch(text) else None


def money_of(value: object) -> Money | None:
    """The amount of an answer; None when there is none, or when it is finer than a cent."""
    number = decimal_of(value)
    if number is None or number * 100 != (number * 100).to_integral_value():
        return None
    return Money.of(number)


def stored(amount: Money) -> str:
    """An amount as files and answers hold it: "23000.00"."""
    return f"{amount.euros:.2f}"
