"""Conditions on a round."""

from grants.values.sentences import sentence
from workflows.engine import Attempt, guard


@guard("La date d’ouverture n’est pas encore atteinte.")
def opening_is_reached(attempt: Attempt) -> bool:
    return bool(attempt.subject.opens_at <= attempt.at)


@guard("La date limite de dépôt n’est pas encore passée.")
def closing_is_passed(attempt: Attempt) -> bool:
    return bool(attempt.subject.closes_at <= attempt.at)


def how_many_wait(attempt: Attempt) -> str:
    return sentence(
        "Des dossiers déposés attendent encore une décision : %(undecided)s.",
        undecided=attempt.facts.get("undecided", 0),
    )


@guard(how_many_wait)
def every_file_is_ruled(attempt: Attempt) -> bool:
    return not attempt.facts.get("undecided", 0)


@guard("La date de publication n’est pas encore atteinte.")
def publication_is_reached(attempt: Attempt) -> bool:
    return bool(attempt.subject.announced_at <= attempt.at)
