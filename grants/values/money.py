"""Money, exact to the cent."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Self

from babel.numbers import format_currency

TYPED = re.compile(r"(\d{1,12})(?:,(\d{1,2}))?", re.ASCII)


@dataclass(frozen=True, order=True)
class Money:
    """An amount in euros, held as whole cents."""

    cents: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what a French keyboard types, "1 234,50 €"; ValueError otherwise."""
        match = TYPED.fullmatch("".join(text.replace("€", "").split()))
        if match is None:
            raise ValueError("Écrivez un montant comme 1 234,50.")
        euros, cents = match.groups(default="")
        return cls(int(euros) * 100 + int(cents.ljust(2, "0")))

    @classmethod
    def of(cls, euros: str | int | Decimal) -> Self:
        """An amount from a decimal string such as "23000.00"; ValueError when it is finer than a cent."""
        cents = Decimal(euros) * 100
        if cents != cents.to_integral_value():
            raise ValueError(f"{euros} is finer than a cent")
        return cls(int(cents))

    @classmethod
    def total(cls, amounts: Iterable["Money | None"]) -> Self:
        """The sum; an unknown amount counts for nothing."""
        return cls(sum(each.cents for each in amounts if each is not None))

    def share(self, rate: Decimal) -> Self:
        """This part of the amount, rounded half up to the cent: the one rounding rule of the house."""
        return type(self)(int((self.cents * rate).to_integral_value(ROUND_HALF_UP)))

    @property
    def euros(self) -> Decimal:
        return Decimal(self.cents) / 100

    def __add__(self, other: Self) -> Self:
        return type(self)(self.cents + other.cents)

    def __sub__(self, other: Self) -> Self:
        return type(self)(self.cents - other.cents)

    def __neg__(self) -> Self:
        return type(self)(-self.cents)

    def __bool__(self) -> bool:
        return self.cents != 0

    def __str__(self) -> str:
        return format_currency(self.euros, "EUR", locale="fr_FR")


ZERO = Money(0)
