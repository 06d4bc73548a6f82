"""Conditions on a file."""

from grants.values.sentences import sentence
from workflows.engine import Attempt, guard
from workflows.roles import Role


@guard("Le dépôt n’est pas ouvert à cette date : vos réponses sont gardées, rien n’est envoyé.")
def round_is_open(attempt: Attempt) -> bool:
    return bool(attempt.subject.may_be_filed(attempt.at))


@guard(
    "Seule la personne qui représente légalement l’organisme, ou celle qui a reçu son pouvoir par écrit, peut déposer. "
    "Demandez-lui sa signature : tout est gardé."
)
def may_sign(attempt: Attempt) -> bool:
    return attempt.actor_id in attempt.facts.get("signers", ())


@guard("Votre mandat permet de remplir ce dossier, pas de le renvoyer : une personne de l’organisme le fera.")
def may_send_back(attempt: Attempt) -> bool:
    return Role.APPLICANT in attempt.roles or attempt.actor_id in attempt.facts.get("delegates", ())


@guard("Votre dossier suit déjà le formulaire en vigueur, ou le service n’a pas proposé d’en changer.")
def new_form_is_offered(attempt: Attempt) -> bool:
    return bool(attempt.facts.get("new_form_offered"))


def what_is_missing(attempt: Attempt) -> str:
    missing = attempt.facts.get("missing", ())
    listed = " ; ".join(missing[:5]) + (" ; …" if len(missing) > 5 else "")
    return sentence("Le dossier est incomplet : %(listed)s.", listed=listed)


@guard(what_is_missing)
def is_complete(attempt: Attempt) -> bool:
    return not attempt.facts.get("missing", ())


@guard("Le délai donné à l’organisme n’est pas passé : attendez cette date, ou prolongez-la.")
def completion_is_overdue(attempt: Attempt) -> bool:
    due_at = attempt.subject.completion_due_at
    return due_at is not None and bool(attempt.at > due_at)


@guard("Vérifiez d’abord que toutes les pièces sont là (contrôle de complétude).")
def completeness_is_checked(attempt: Attempt) -> bool:
    return bool(attempt.facts.get("completeness_checked"))


def why_ineligible(attempt: Attempt) -> str:
    failures = attempt.facts.get("eligibility_failures", ())
    return " ".join(failures) or "Vérifiez d’abord les règles de l’appel (contrôle de recevabilité)."


@guard(why_ineligible)
def is_eligible(attempt: Attempt) -> bool:
    return bool(attempt.facts.get("eligibility_checked")) and not attempt.facts.get("eligibility_failures", ())


def how_many_scores(attempt: Attempt) -> str:
    done, needed = (
        attempt.facts.get("scores_done", 0),
        attempt.facts.get("scores_needed", 0),
    )
    return sentence(
        "Il manque des notes : %(done)s sur %(needed)s. Possible dès qu’elles sont toutes données ou excusées.",
        done=done,
        needed=needed,
    )


@guard(how_many_scores)
def enough_scores(attempt: Attempt) -> bool:
    return int(attempt.facts.get("scores_done", 0)) >= int(attempt.facts.get("scores_needed", 0))


@guard("Un lien d’intérêts déclaré attend encore une réponse (déport).")
def no_open_recusal(attempt: Attempt) -> bool:
    return not attempt.facts.get("open_recusals", 0)


@guard("Ce dossier n’est pas à l’ordre du jour d’une séance ouverte dont le quorum est atteint.")
def meeting_sits(attempt: Attempt) -> bool:
    return bool(attempt.facts.get("meeting_sits"))


@guard("Le comité a ouvert sa séance sur ce dossier : les notes ne changent plus.")
def committee_is_not_open(attempt: Attempt) -> bool:
    return not attempt.facts.get("committee_opened", 0)


@guard("Tous les financeurs n’ont pas encore décidé.")
def all_funders_ruled(attempt: Attempt) -> bool:
    return int(attempt.facts.get("funders_ruled", 0)) >= int(attempt.facts.get("funders", 1))


@guard("Aucun financeur ne retient ce dossier.")
def some_funder_awards(attempt: Attempt) -> bool:
    return bool(attempt.facts.get("awards", 0))


@guard("Au moins un financeur retient ce dossier.")
def no_funder_awards(attempt: Attempt) -> bool:
    return not attempt.facts.get("awards", 0)


@guard("Aucun recours accepté ne permet de rouvrir ce dossier.")
def appeal_is_accepted(attempt: Attempt) -> bool:
    return bool(attempt.facts.get("appeal_accepted"))


@guard("Une convention ou un versement est en cours : le désistement passe par sa résiliation.")
def nothing_is_paid(attempt: Attempt) -> bool:
    return not attempt.facts.get("payments_done", 0)


@guard("Les décisions de cette vague sont publiées : passez par un recours ou un avenant.")
def not_published(attempt: Attempt) -> bool:
    return not attempt.subject.is_published


@guard("Le délai de recours de deux mois est passé, ou la décision n’est pas encore publiée.")
def appeal_is_in_time(attempt: Attempt) -> bool:
    return bool(attempt.facts.get("appeal_in_time"))
