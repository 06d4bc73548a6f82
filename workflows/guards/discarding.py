"""Conditions on a draft that is given up."""

from datetime import timedelta

from workflows.engine import Attempt, guard
from workflows.roles import Role

KEPT = timedelta(days=14)


@guard(
    "Seule la personne qui a commencé ce brouillon, ou celle qui représente légalement l’organisme, peut le supprimer. "
    "Demandez-le-lui : rien n’est perdu."
)
def is_own(attempt: Attempt) -> bool:
    return Role.REPRESENTATIVE in attempt.roles or attempt.actor_id == attempt.subject.starter_id


@guard("Les quatorze jours sont passés : ce brouillon est effacé, ou le sera dans l’heure.")
def is_still_kept(attempt: Attempt) -> bool:
    return bool(attempt.facts.get("is_kept"))


@guard("Ce brouillon peut encore être repris : il n’est effacé qu’après quatorze jours.")
def is_kept_no_more(attempt: Attempt) -> bool:
    return not attempt.facts.get("is_kept", True)
