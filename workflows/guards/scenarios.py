"""Conditions on a what-if scenario."""

from workflows.engine import Attempt, guard


@guard("Ce scénario est celui d’une autre personne : dupliquez-le pour le changer.")
def is_its_author(attempt: Attempt) -> bool:
    return bool(attempt.subject.author_id == attempt.actor_id)
