"""How an act is called when its amount is known: « Retenir pour 12 000 € »."""

from typing import Any

from grants.values.sentences import sentence
from workflows.words import WORDS

WITH_AMOUNT: dict[str, str] = {
    "ruling.award": "Retenir pour %(amount)s",
    "ruling.promote": "Retenir depuis la liste complémentaire pour %(amount)s",
}


def words_of(act: str, amount: Any = None) -> str:
    """The words of an act, with its amount when it has one."""
    words = WITH_AMOUNT.get(act)
    return sentence(words, amount=short(amount)) if words and amount else WORDS[act]


def short(amount: Any) -> str:
    """Whole euros without their cents: a button is read at once."""
    return str(amount).replace(",00\u00a0€", "\u00a0€")
