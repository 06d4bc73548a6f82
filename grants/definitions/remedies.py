"""What would make possible what a rule refuses, in a sentence."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from grants.definitions.assessment import Rule
from grants.definitions.call import CallFile
from grants.definitions.reach import places_of
from grants.values.french import date_longue, whole_euros
from grants.values.money import Money
from grants.values.numbers import decimal_of
from grants.values.periods import add_months
from grants.values.sentences import sentence

Answers = Mapping[str, Any]


def remedy(call: CallFile, rule: Rule, answers: Answers, known: Answers, closes_on: date | None) -> str:
    """The sentence of the answer that the rule compares; empty when its message says it all."""
    about = rule.test.question or rule.test.fact or ""
    found = REMEDIES.get(about)
    return found(call, answers, closes_on) if found else ""


def nature(call: CallFile, answers: Answers, closes_on: date | None) -> str:
    return sentence("Un organisme admis peut porter le projet, et vous y associer comme partenaire.")


def age(call: CallFile, answers: Answers, closes_on: date | None) -> str:
    """The day on which the organisation is old enough, and whether the deposit is still open then."""
    old_enough = add_months(date.fromisoformat(answers["created_on"]), call.eligibility.minimum_age_months or 0)
    if closes_on is None:
        return sentence("Votre organisme aura cette ancienneté le %(day)s.", day=date_longue(old_enough))
    if old_enough <= closes_on:
        return sentence("Ce sera possible à partir du %(day)s, avant la clôture.", day=date_longue(old_enough))
    return sentence(
        "Votre organisme aura cette ancienneté le %(day)s, après la clôture : visez un prochain appel, ou soyez "
        "partenaire d’un organisme plus ancien.",
        day=date_longue(old_enough),
    )


def place(call: CallFile, answers: Answers, closes_on: date | None) -> str:
    return sentence("L’appel couvre : %(places)s.", places=", ".join(each.name for each in places_of(call)))


def amount(call: CallFile, answers: Answers, closes_on: date | None) -> str:
    low, high = call.eligibility.amount_min, call.eligibility.amount_max
    if low is not None and high is not None:
        return sentence("Demandez entre %(low)s et %(high)s.", low=whole_euros(low), high=whole_euros(high))
    if high is not None:
        return sentence("Demandez au plus %(high)s.", high=whole_euros(high))
    return sentence("Demandez au moins %(low)s.", low=whole_euros(low or "0"))


def share(call: CallFile, answers: Answers, closes_on: date | None) -> str:
    cost, maximum = decimal_of(answers["project_cost"]) or 0, call.eligibility.maximum_rate
    if maximum is None:
        return ""
    most = whole_euros(Money.of(cost).share(maximum))
    return sentence("Pour ce budget, demandez au plus %(most)s, ou trouvez d’autres financeurs.", most=most)


def beginning(call: CallFile, answers: Answers, closes_on: date | None) -> str:
    return sentence("Prévoyez de commencer après le dépôt, ou demandez au service son accord écrit avant de dépenser.")


REMEDIES = {
    "legal_nature": nature, "organisation_age_months": age, "territory": place, "requested_amount": amount,
    "requested_rate": share, "project_start": beginning,
}  # fmt: skip
