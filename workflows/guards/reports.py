"""Conditions on a report."""

from workflows.engine import Attempt, guard


def what_is_missing(attempt: Attempt) -> str:
    return f"Le compte rendu est incomplet : {' ; '.join(attempt.facts.get('missing', ()))}."


@guard(what_is_missing)
def is_complete(attempt: Attempt) -> bool:
    return not attempt.facts.get("missing", ())
