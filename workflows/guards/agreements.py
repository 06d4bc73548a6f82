"""Conditions on an agreement."""

from workflows.engine import Attempt, guard


@guard("L’organisme n’a pas encore rendu la convention signée.")
def organisation_has_signed(attempt: Attempt) -> bool:
    return not attempt.subject.is_convention or attempt.subject.organisation_signed_at is not None


@guard("Cet acte est un arrêté : l’organisme n’a rien à signer.")
def is_a_convention(attempt: Attempt) -> bool:
    return bool(attempt.subject.is_convention)


@guard("La décision n’est pas encore publiée : la convention part avec la lettre.")
def ruling_is_published(attempt: Attempt) -> bool:
    return bool(attempt.subject.application.is_published)


@guard("Il reste des sommes à verser ou à recouvrer.")
def ledger_is_settled(attempt: Attempt) -> bool:
    return bool(attempt.facts.get("ledger_settled"))


@guard("Chaque décision de ce dossier a déjà son arrêté ou sa convention.")
def something_is_left_to_draft(attempt: Attempt) -> bool:
    return bool(attempt.facts.get("to_draft", True))


@guard("Rien n’est encore versé : il n’y a rien à reverser.")
def something_is_paid(attempt: Attempt) -> bool:
    return bool(attempt.facts.get("something_paid", True))


@guard("Tout ce qui est accordé est déjà prévu en versements.")
def something_is_left_to_plan(attempt: Attempt) -> bool:
    return bool(attempt.facts.get("to_plan", True))


@guard("Un compte rendu attendu n’est pas encore approuvé.")
def reports_are_settled(attempt: Attempt) -> bool:
    return not attempt.facts.get("reports_open", 0)
