"""The constraints of a selection in words: « impossible parce que … », « cette règle coûte … »."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grants.definitions.selection_rules import HIDDEN, RuleKind, SelectionRule, said
from grants.values.money import Money
from grants.values.sentences import sentence

TRANCHES = "tranches"


@dataclass(frozen=True)
class Known:
    """What the reader may be told: file id → name, envelope id → label, rule key → rule, file id → amount fixed."""

    files: Mapping[int, str]
    envelopes: Mapping[int, str]
    rules: Mapping[str, SelectionRule]
    amounts: Mapping[int, Money]

    def file(self, key: str | int) -> str:
        return self.files.get(int(key), HIDDEN)


OF_FILE = {
    "in": "Vous avez mis %(file)s parmi les dossiers retenus.",
    "out": "Vous avez écarté %(file)s, ou l’avez mis en liste complémentaire.",
    "lowest_rate": "%(file)s ne peut pas être aidé au-dessous d’un taux minimal.",
    "highest_rate": "L’appel limite le taux d’aide de %(file)s.",
    "asked": "%(file)s ne reçoit pas plus que sa demande.",
    "grant": "%(file)s ne peut être payé que par les enveloppes qui lui sont ouvertes.",
}
BY_RULE = {"least": RuleKind.LEAST, "all_or_nothing": RuleKind.ALL_OR_NOTHING}


def told(name: Sequence[str], known: Known) -> str:
    """One constraint, by its kind and the key of what it is on."""
    kind, key = name
    if kind == "envelope":
        return of_envelope(key, known)
    if kind == "step":
        return sentence("Les montants baissent par pas de %(step)s.", step=Money(int(key)))
    if kind == "fixed":
        amount = known.amounts.get(int(key)) or sentence("un montant précis")
        return sentence("Vous avez fixé le montant de %(file)s : %(amount)s.", file=known.file(key), amount=amount)
    if kind in OF_FILE:
        return sentence(OF_FILE[kind], file=known.file(key))
    if kind in BY_RULE:
        return of_demand(BY_RULE[kind], key, known)
    rule = known.rules.get(key)
    return said(rule, known.files) if rule else sentence("Une règle retirée depuis.")


def of_envelope(key: str, known: Known) -> str:
    if key == TRANCHES:
        return sentence("Les tranches de l’appel, prises ensemble, ne dépassent pas ce qu’il en reste.")
    label = known.envelopes.get(int(key.rpartition(":")[2]), key)
    return sentence("L’enveloppe « %(label)s » ne dépasse pas ce qu’il en reste.", label=label)


def of_demand(kind: RuleKind, key: str, known: Known) -> str:
    """A rule written for many files, as it stands on one of them."""
    written = [said(each, known.files) for each in known.rules.values() if each.kind is kind]
    if kind is RuleKind.LEAST:
        return sentence("%(file)s a un minimum : %(rules)s", file=known.file(key), rules=" ".join(written))
    return sentence("%(file)s est aidé en entier ou pas du tout.", file=known.file(key))
