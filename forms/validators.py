"""Checks of what people type: plain tests that programs may import, and WTForms validators on top of them."""

from collections.abc import Callable
from typing import Any

from wtforms.validators import ValidationError

from grants.values import iban, identifiers, territories


def is_siret(text: object) -> bool:
    """Whether this is the number of an establishment; never raises, spaces allowed."""
    return identifiers.is_siret(text)


def is_siren(text: object) -> bool:
    """Whether this is the number of an organisation; never raises, spaces allowed."""
    return identifiers.is_siren(text)


def is_rna(text: object) -> bool:
    """Whether this is an association's number; never raises, spaces allowed."""
    return identifiers.is_rna(text)


def is_iban(text: object) -> bool:
    """Whether this is a bank account, French key included; never raises, spaces allowed."""
    return iban.is_iban(text)


class Holds:
    """A WTForms validator: the test passes, or the person reads the sentence."""

    def __init__(self, test: Callable[[object], bool], sentence: str) -> None:
        self.test, self.sentence = test, sentence

    def __call__(self, form: Any, field: Any) -> None:
        if field.data and not self.test(field.data):
            raise ValidationError(self.sentence)


Siren = Holds(is_siren, "Ce numéro SIREN n’est pas juste : il compte 9 chiffres, et le dernier vérifie les autres.")
Siret = Holds(is_siret, "Ce numéro SIRET n’est pas juste : il compte 14 chiffres, et le dernier vérifie les autres.")
Rna = Holds(is_rna, "Ce numéro RNA n’est pas juste : W suivi de 9 caractères, par exemple W443000123.")
Iban = Holds(is_iban, "Cet IBAN n’est pas juste : recopiez les 27 caractères de votre relevé, de FR à la clé.")
Commitment = Holds(identifiers.is_commitment, "Un engagement juridique compte 10 chiffres, par exemple 2102368447.")
Commune = Holds(
    lambda code: territories.commune(code) is not None,
    "Cette commune n’est pas connue dans la région : écrivez son nom, son code INSEE ou son code postal.",
)
