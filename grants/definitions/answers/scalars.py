"""Answers of one line, one type a function: the value kept, or `Wrong` with the sentence to read."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from email_validator import EmailNotValidError, validate_email

from grants.definitions.answers.context import Context
from grants.definitions.answers.wrong import Wrong
from grants.definitions.question import Column, Question
from grants.values import iban, identifiers, phones, territories
from grants.values.numbers import decimal_of, money_of, stored
from grants.values.sentences import sentence

Asked = Question | Column
FRENCH_DAY = re.compile(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})", re.ASCII)
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def visible(typed: Any) -> str:
    """The text without control characters, its ends cut, its line ends made one kind."""
    text = typed if isinstance(typed, str) else "" if typed is None else str(typed)
    return UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def text(asked: Asked, typed: str, context: Context) -> str:
    return _short(asked, " ".join(typed.split("\n")))


def long_text(asked: Asked, typed: str, context: Context) -> str:
    return _short(asked, typed)


def _short(asked: Asked, typed: str) -> str:
    longest = asked.max_length or 500
    if len(typed) > longest:
        raise Wrong(
            sentence(
                "Votre réponse compte %(count)s caractères : %(longest)s au plus.", count=len(typed), longest=longest
            )
        )
    return typed


def number(asked: Asked, typed: str, context: Context) -> int | str:
    value, decimals = decimal_of(typed), asked.decimals or 0
    if value is None:
        raise Wrong("Écrivez un nombre, par exemple 12." if not decimals else "Écrivez un nombre, par exemple 1,5.")
    rounded = value.quantize(Decimal(1).scaleb(-decimals))
    if rounded != value:
        raise Wrong(
            "Écrivez un nombre entier."
            if not decimals
            else sentence("%(decimals)s chiffre après la virgule au plus.", decimals=decimals)
        )
    _between(asked, value)
    return str(rounded) if decimals else int(value)


def money(asked: Asked, typed: str, context: Context) -> str:
    amount = money_of(typed)
    if amount is None:
        raise Wrong("Écrivez un montant comme 1 234,50.")
    lowest, highest = money_of(asked.min), money_of(asked.max)
    if lowest is not None and amount < lowest:
        raise Wrong(sentence("Le montant est de %(lowest)s au moins.", lowest=lowest))
    if highest is not None and highest < amount:
        raise Wrong(sentence("Le montant est de %(highest)s au plus.", highest=highest))
    return stored(amount)


def _between(asked: Asked, value: Decimal) -> None:
    lowest, highest = decimal_of(asked.min), decimal_of(asked.max)
    if lowest is not None and value < lowest:
        raise Wrong(sentence("Le nombre est de %(lowest)s au moins.", lowest=lowest))
    if highest is not None and value > highest:
        raise Wrong(sentence("Le nombre est de %(highest)s au plus.", highest=highest))


def day(asked: Asked, typed: str, context: Context) -> str:
    french = FRENCH_DAY.fullmatch(typed)
    written = f"{french[3]}-{int(french[2]):02}-{int(french[1]):02}" if french else typed
    try:
        value = date.fromisoformat(written)
    except ValueError:
        raise Wrong("Écrivez une date comme 10/07/2020.") from None
    if asked.min and value.isoformat() < str(asked.min):
        raise Wrong(sentence("La date est au plus tôt le %(day)s.", day=_french(str(asked.min))))
    if asked.max and value.isoformat() > str(asked.max):
        raise Wrong(sentence("La date est au plus tard le %(day)s.", day=_french(str(asked.max))))
    return value.isoformat()


def _french(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))


def choice(asked: Asked, typed: str, context: Context) -> str:
    if typed not in {option.value for option in context.options(asked)}:
        raise Wrong("Choisissez une des réponses proposées.")
    return typed


def email(asked: Asked, typed: str, context: Context) -> str:
    try:
        return validate_email(typed, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError:
        raise Wrong("Écrivez une adresse électronique comme nom@exemple.fr.") from None


def phone(asked: Asked, typed: str, context: Context) -> str:
    number = phones.stored(typed)
    if number is None:
        raise Wrong("Écrivez un numéro de téléphone comme 02 40 12 34 56, ou +262 692 12 34 56.")
    return number


def siret(asked: Asked, typed: str, context: Context) -> str:
    if not identifiers.is_siret(typed):
        raise Wrong("Ce numéro SIRET n’est pas juste : il compte 14 chiffres, et le dernier vérifie les autres.")
    return identifiers.compact(typed)


def rna(asked: Asked, typed: str, context: Context) -> str:
    if not identifiers.is_rna(typed):
        raise Wrong("Ce numéro RNA n’est pas juste : W suivi de 9 caractères, par exemple W443000123.")
    return identifiers.compact(typed)


def account(asked: Asked, typed: str, context: Context) -> str:
    if not iban.is_iban(typed):
        raise Wrong("Cet IBAN n’est pas juste : recopiez les 27 caractères de votre relevé, de FR à la clé.")
    return identifiers.compact(typed)


def commune(asked: Asked, typed: str, context: Context) -> str:
    known = territories.commune(typed)
    return (known or place(typed, ["commune"])).code


def place(typed: str, levels: list[str]) -> territories.Territory:
    """The one place that is meant; `Wrong` tells those among which to choose."""
    found = territories.find(typed, levels)
    if not found:
        raise Wrong(
            sentence(
                "« %(typed)s » n’est pas connu dans la région : écrivez un nom, un code INSEE ou postal.",
                typed=typed[:60],
            )
        )
    if len(found) > 1:
        raise Wrong(
            sentence(
                "Plusieurs lieux répondent à « %(typed)s » : %(listed)s.",
                typed=typed.removeprefix(territories.CODE)[:60],
                listed=", ".join(map(str, found[:12])),
            )
        )
    return found[0]
