"""The seats that a committee can't do without, and what is said when one is empty."""

from collections.abc import Iterable

from grants.values.sentences import Sentence, sentence

MISSING = {
    "president": "Il manque la présidence : sans elle, ou sa suppléance, ce comité ne se prononce pas.",
    "concerned_person": "Il manque une personne concernée : sans elle, ce comité ne se prononce pas.",
}
MISSING_BOTH = "Il manque la présidence et une personne concernée : sans elles, ce comité ne se prononce pas."
UNHEARD = "Personne ne représente %(funders)s : ce comité ne se prononce qu’avec tous les financeurs de l’appel."


def unheard(names: Iterable[str]) -> Sentence:
    """Which funders nobody there represents."""
    return sentence(UNHEARD, funders=", ".join(names))
