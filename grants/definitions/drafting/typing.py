"""Fields of a call as the builder's pages show them, and what is typed there as the file writes it."""

import re
import unicodedata
from collections.abc import Callable
from datetime import datetime
from typing import Any

from babel.numbers import format_decimal

from grants.definitions.answers.scalars import FRENCH_DAY, visible
from grants.definitions.drafting.kinds import Asked, plain
from grants.values.clock import PARIS
from grants.values.numbers import decimal_of, money_of, stored

MOMENT = re.compile(r"(\S+)\s+(?:à\s+)?(\d{1,2})\s*[h:]\s*(\d{2})?(?:[:]\s*(\d{2}))?", re.ASCII)
SLUG = 40


def slug(text: str, taken: set[str] | None = None) -> str:
    """A key made of words: "Titre du projet" → "titre_du_projet", with a number when it is taken."""
    bare = (
        unicodedata.normalize("NFKD", re.sub("[œŒ]", "oe", text).replace("’", " "))
        .encode("ascii", "ignore")
        .decode()
        .lower()
    )
    words = re.sub(r"[^a-z0-9]+", "_", bare).strip("_")[:SLUG].strip("_") or "partie"
    base = words if words[0].isalpha() else f"p_{words}"
    choices = [base, *(f"{base}_{rank}" for rank in range(2, 200))]
    return next(each for each in choices if each not in (taken or set()))


def shown(asked: Asked, value: Any) -> Any:
    """The value of a field as its page shows it."""
    if value is None:
        return [] if asked.kind == "choices" else ""
    show: Callable[[Any], Any] = SHOWN.get(asked.kind, plain)
    return show(value)


def typed(asked: Asked, text: Any, before: Any = None) -> Any:
    """What the file writes for what was typed; None for nothing; ValueError with the sentence to read.

    What is still shown as it was keeps its own writing: a page saved without a change changes nothing.
    """
    if asked.kind == "choices":
        chosen = [each for each in asked.options if each in text]
        return before if sorted(chosen) == sorted(shown(asked, before)) else chosen or None
    clean = visible(text)
    if clean == visible(shown(asked, before)):
        return before
    if not clean:
        return None
    return READ.get(asked.kind, as_line)(clean)


def as_line(text: str) -> str:
    return " ".join(text.split())


def whole(text: str) -> int:
    number = decimal_of(text)
    if number is None or number != int(number):
        raise ValueError("Écrivez un nombre entier.")
    return int(number)


def amount(text: str) -> str:
    found = money_of(text)
    if found is None:
        raise ValueError("Écrivez un montant comme 23 000,00.")
    return stored(found)


def share(text: str) -> str:
    """ "80", "80 %" → "0.80": a part of one."""
    number = decimal_of(text.replace("%", ""))
    if number is None or not 0 <= number <= 100:
        raise ValueError("Écrivez une part de 0 à 100, par exemple 80.")
    part = f"{number / 100:.4f}"
    return part[:-2] if part.endswith("00") else part.rstrip("0")


def day(text: str) -> str:
    french = FRENCH_DAY.fullmatch(text)
    written = f"{french[3]}-{int(french[2]):02}-{int(french[1]):02}" if french else text
    try:
        return datetime.strptime(written, "%Y-%m-%d").date().isoformat()
    except ValueError:
        raise ValueError("Écrivez une date comme 10/07/2020.") from None


def moment(text: str) -> str:
    """ "10/07/2020 16:00" → "2020-07-10T16:00:00+02:00", by the clocks of Paris."""
    found = MOMENT.fullmatch(text)
    if not found:
        raise ValueError("Écrivez un jour et une heure comme 10/07/2020 16:00.")
    try:
        clock = f"{int(found[2]):02}:{int(found[3] or 0):02}:{int(found[4] or 0):02}"
        return datetime.fromisoformat(f"{day(found[1])}T{clock}").replace(tzinfo=PARIS).isoformat()
    except ValueError:
        raise ValueError("Écrivez un jour et une heure comme 10/07/2020 16:00.") from None


def lines(text: str) -> list[str]:
    return [each for line in text.split("\n") if (each := as_line(line))]


def options(text: str) -> list[dict[str, str]]:
    """One answer a line, "Loire-Atlantique" or "44 = Loire-Atlantique"."""
    found: list[dict[str, str]] = []
    for line in lines(text):
        value, equals, label = (each.strip() for each in line.partition("="))
        taken = {each["value"] for each in found}
        found.append(
            {"value": value, "label": label or value} if equals else {"value": slug(line, taken), "label": line}
        )
    return found


def places(text: str) -> list[dict[str, str]]:
    """One place a line, "department 44"."""
    pairs = [line.split(" ", 1) for line in lines(text)]
    if any(len(pair) < 2 for pair in pairs):
        raise ValueError("Écrivez une sorte de territoire puis son code, par exemple : department 44.")
    return [{"kind": kind, "code": code} for kind, code in pairs]


def mapping(text: str) -> dict[str, str]:
    """One entry a line, "0 : Le besoin n’est pas décrit."."""
    pairs = [line.split(":", 1) for line in lines(text)]
    if any(len(pair) < 2 for pair in pairs):
        raise ValueError("Écrivez sur chaque ligne une valeur, deux-points, puis sa phrase.")
    return {name.strip(): said.strip() for name, said in pairs}


def simple(text: str) -> bool | int | str:
    """An amount, a day or a whole number, as the type of the question wants it."""
    if text.lower() in ("oui", "non"):
        return text.lower() == "oui"
    if re.fullmatch(r"-?\d{1,15}", text, re.ASCII):
        return int(text)
    return day(text) if FRENCH_DAY.fullmatch(text) else text


def shown_day(value: Any) -> str:
    parts = str(value).split("-")
    return "/".join(reversed(parts)) if len(parts) == 3 else str(value)


def shown_moment(value: Any) -> str:
    try:
        there = datetime.fromisoformat(str(value)).astimezone(PARIS)
    except ValueError:
        return str(value)
    return f"{there:%d/%m/%Y %H:%M:%S}".removesuffix(":00")


def shown_amount(value: Any) -> str:
    number = decimal_of(value)
    return str(value) if number is None else format_decimal(number, "#,##0.00", locale="fr_FR").replace("\u202f", " ")


def shown_share(value: Any) -> str:
    number = decimal_of(value)
    return str(value) if number is None else f"{(number * 100).normalize():f}".replace(".", ",")


READ: dict[str, Callable[[str], Any]] = {
    "area": lambda text: text,
    "whole": whole,
    "amount": amount,
    "share": share,
    "day": day,
    "moment": moment,
    "lines": lines,
    "wholes": lambda text: [whole(each) for each in re.split(r"[\s,;]+", text) if each],
    "options": options,
    "places": places,
    "mapping": mapping,
    "mapping_whole": lambda text: {name: whole(count) for name, count in mapping(text).items()},
    "simple": simple,
    "yes_no": lambda text: text == "oui",
}
SHOWN: dict[str, Callable[[Any], Any]] = {
    "choices": lambda value: [str(each) for each in value],
    "amount": shown_amount,
    "share": shown_share,
    "day": shown_day,
    "moment": shown_moment,
    "lines": lambda value: "\n".join(map(str, value)),
    "wholes": lambda value: ", ".join(map(str, value)),
    "options": lambda value: "\n".join(f"{each['value']} = {each['label']}" for each in value),
    "places": lambda value: "\n".join(f"{each['kind']} {each['code']}" for each in value),
    "mapping": lambda value: "\n".join(f"{name} : {as_line(said)}" for name, said in value.items()),
    "mapping_whole": lambda value: "\n".join(f"{name} : {said}" for name, said in value.items()),
}
