"""How each type of a letter's variable is kept in JSON, and comes back."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from grants.values.clock import day_of
from grants.values.money import Money


def freeze(kind: str, fields: Iterable[str], value: Any) -> Any:
    """The value as JSON keeps it; ValueError, TypeError or KeyError when it is not of this type."""
    name, _, allowed = kind.removesuffix("]").partition("[")
    if name == "choice":
        return _choice(allowed.split("|"), value)
    return _rows(fields, value) if name == "list" else FREEZE[name](value)


def thaw(kind: str, value: Any) -> Any:
    """The value typed again: an amount of nothing is false, which the text "0.00" is not."""
    return THAW[kind](value) if kind in THAW else value


def _choice(allowed: list[str], value: Any) -> str:
    if value not in allowed:
        raise ValueError(f"« {value} » n’est pas parmi {', '.join(allowed)}")
    return str(value)


def _rows(fields: Iterable[str], value: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [{field: _plain(row[field]) for field in fields} for row in value]


def _plain(value: Any) -> Any:
    if isinstance(value, Money):
        return str(value.euros)
    return value.isoformat() if isinstance(value, date) else value


def _moment(value: datetime | str) -> str:
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    if not isinstance(moment, datetime) or moment.tzinfo is None:
        raise ValueError("l’heure ou son fuseau manque")
    return moment.isoformat()


def _day(value: date | datetime | str) -> str:
    if isinstance(value, str):
        return date.fromisoformat(value).isoformat()
    return (day_of(value) if isinstance(value, datetime) else value).isoformat()


def _amount(value: Money | str) -> str:
    return str((value if isinstance(value, Money) else Money.of(value)).euros)


FREEZE: dict[str, Callable[[Any], Any]] = {
    "text": str,
    "email": str,
    "url": str,
    "integer": int,
    "boolean": bool,
    "percent": lambda value: str(Decimal(value)),
    "money": _amount,
    "date": _day,
    "datetime": _moment,
}
THAW: dict[str, Callable[[str], Any]] = {
    "money": Money.of,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "percent": Decimal,
}
