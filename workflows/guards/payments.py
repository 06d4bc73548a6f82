"""Conditions on a payment."""

from grants.values.sentences import sentence
from workflows.engine import Attempt, guard


@guard("La convention ou l’arrêté n’est pas encore notifié.")
def agreement_is_notified(attempt: Attempt) -> bool:
    return attempt.subject.agreement.state in ("notified", "amended")


def which_report(attempt: Attempt) -> str:
    return sentence(
        "Ce versement attend l’approbation du compte rendu « %(awaited_report)s ».",
        awaited_report=attempt.facts.get("awaited_report", ""),
    )


@guard(which_report)
def awaited_report_is_approved(attempt: Attempt) -> bool:
    return not attempt.facts.get("awaited_report")


@guard("Il manque la référence d’engagement juridique (10 chiffres) sur la convention.")
def has_commitment(attempt: Attempt) -> bool:
    return bool(attempt.subject.agreement.commitment_reference)
