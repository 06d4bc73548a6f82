"""What all parts of a call file share: strictness, and values written as text (amounts, shares, days, instants)."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, PlainValidator, StringConstraints, WithJsonSchema

from grants.values.money import Money
from grants.values.numbers import stored

T = TypeVar("T")
AMOUNT = r"^-?\d{1,12}\.\d{2}$"
SHARE = r"^[01]\.\d{1,4}$"
DAY = r"^\d{4}-\d{2}-\d{2}$"
MOMENT = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2})$"


class Part(BaseModel):
    """A piece of a call file: unknown keys and approximate types are refused, nothing changes once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, populate_by_name=True)


def matching(value: Any, pattern: str, expected: str) -> str:
    """The text itself, or ValueError with what was expected."""
    if not isinstance(value, str) or not re.match(pattern, value, re.ASCII):
        raise ValueError(f"{expected}, entre guillemets")
    return value


def read_amount(value: Any) -> Money:
    if isinstance(value, Money):
        return value
    return Money.of(matching(value, AMOUNT, 'attendu : un montant comme "23000.00"'))


def read_share(value: Any) -> Decimal:
    if not isinstance(value, Decimal):
        value = Decimal(matching(value, SHARE, 'attendu : une part de 0 à 1 comme "0.80"'))
    if not 0 <= value <= 1:
        raise ValueError("attendu : une part de 0 à 1")
    return Decimal(value)


def read_mark(value: Any) -> Decimal:
    if isinstance(value, Decimal):
        return value
    return Decimal(matching(value, r"^\d{1,3}\.\d{1,2}$", 'attendu : une note comme "2.50"'))


def read_day(value: Any) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    expected = 'attendu : une date comme "2020-07-10"'
    return _real(date.fromisoformat, matching(value, DAY, expected), expected)


def read_moment(value: Any) -> datetime:
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value
    expected = 'attendu : un instant avec son décalage comme "2020-07-10T16:00:00+02:00"'
    return _real(datetime.fromisoformat, matching(value, MOMENT, expected), expected)


def read_simple(value: Any) -> bool | int | str:
    if not isinstance(value, bool | int | str):
        raise ValueError("attendu : un texte, un nombre entier, true ou false")
    return value


def _real(parse: Callable[[str], T], text: str, expected: str) -> T:
    try:
        return parse(text)
    except ValueError:
        raise ValueError(f"{expected} : {text} n’existe pas") from None


Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=400, pattern=r"^\S.*$")]
Text = Annotated[str, StringConstraints(min_length=1, max_length=20_000)]
Amount = Annotated[
    Money, PlainValidator(read_amount), PlainSerializer(stored), WithJsonSchema({"type": "string", "pattern": AMOUNT})
]
Share = Annotated[
    Decimal, PlainValidator(read_share), PlainSerializer(str), WithJsonSchema({"type": "string", "pattern": SHARE})
]
Mark = Annotated[Decimal, PlainValidator(read_mark), PlainSerializer(str), WithJsonSchema({"type": "string"})]
Day = Annotated[
    date,
    PlainValidator(read_day),
    PlainSerializer(lambda day: day.isoformat()),
    WithJsonSchema({"type": "string", "format": "date"}),
]
Moment = Annotated[
    datetime,
    PlainValidator(read_moment),
    PlainSerializer(lambda moment: moment.isoformat()),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
Simple = Annotated[
    bool | int | str, PlainValidator(read_simple), WithJsonSchema({"type": ["boolean", "integer", "string"]})
]
Year = Annotated[int, Field(ge=1990, le=2100)]
Count = Annotated[int, Field(ge=0)]
