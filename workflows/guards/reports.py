"""Conditions on a report."""

from grants.values.sentences import sentence
from workflows.engine import Attempt, guard


def what_is_missing(attempt: Attempt) -> str:
    return sentence("Le compte rendu est incomplet : %(listed)s.", listed=" ; ".join(attempt.facts.get("missing", ())))


@guard(what_is_missing)
def is_complete(attempt: Attempt) -> bool:
    return not attempt.facts.get("missing", ())
