"""Conditions on an opinion."""

from workflows.engine import Attempt, guard
from workflows.states import ApplicationState as S

BEFORE_COMMITTEE = frozenset({
    S.LETTER_SUBMITTED, S.SUBMITTED, S.TO_COMPLETE, S.UNDER_REVIEW, S.ADJOURNED, S.AWAITING_COMMITTEE,
})  # fmt: skip


@guard("Ce dossier n’est plus en instruction : votre avis n’est plus attendu, et rien n’a été changé.")
def committee_is_to_come(attempt: Attempt) -> bool:
    return attempt.subject.application.state in BEFORE_COMMITTEE


@guard("La date donnée pour répondre est passée : votre avis reste tel qu’il a été rendu.")
def is_in_time(attempt: Attempt) -> bool:
    return bool(attempt.at <= attempt.subject.due_at)
