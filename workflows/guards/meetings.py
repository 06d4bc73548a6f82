"""Conditions on a committee meeting."""

from grants.values.sentences import sentence
from workflows.engine import Attempt, guard
from workflows.words.seats import MISSING, MISSING_BOTH, unheard


def who_is_there(attempt: Attempt) -> str:
    there, needed = attempt.facts.get("present", 0), attempt.facts.get("quorum", 0)
    return sentence(
        "Le quorum n’est pas atteint : %(there)s membres présents ou représentés sur %(needed)s nécessaires.",
        there=there,
        needed=needed,
    )


@guard(who_is_there)
def quorum_is_reached(attempt: Attempt) -> bool:
    return bool(attempt.facts.get("quorum_reached"))


def who_is_missing(attempt: Attempt) -> str:
    missing = attempt.facts.get("missing_seats", ())
    return MISSING_BOTH if len(missing) > 1 else MISSING[missing[0]]


@guard(who_is_missing)
def required_seats_are_there(attempt: Attempt) -> bool:
    return not attempt.facts.get("missing_seats", ())


@guard(lambda attempt: unheard(attempt.facts.get("missing_funders", ())))
def funders_are_represented(attempt: Attempt) -> bool:
    return not attempt.facts.get("missing_funders", ())


@guard("Un dossier de l’ordre du jour attend encore l’avis du comité ou son ajournement.")
def agenda_is_answered(attempt: Attempt) -> bool:
    return not attempt.facts.get("unanswered", 0)


@guard("Vous avez déjà signé ce procès-verbal à la présidence : la seconde signature est celle d’une autre personne.")
def another_has_signed(attempt: Attempt) -> bool:
    return attempt.actor_id not in attempt.facts.get("has_signed", ())


def who_signs_instead(attempt: Attempt) -> str:
    names = attempt.facts.get("first_signers", {}).values()
    if attempt.actor_id not in attempt.facts.get("recused", ()):
        return sentence(
            "Vous n’êtes pas noté présent à cette séance : son procès-verbal est signé par qui l’a présidée "
            "(%(names)s).",
            names=", ".join(names),
        )
    return sentence(
        "Vous êtes déporté d’un dossier de cette séance et ne lisez pas tout son procès-verbal : à la signature, la "
        "présidence est suppléée (%(names)s).",
        names=", ".join(names),
    )


@guard(who_signs_instead)
def is_the_first_to_sign(attempt: Attempt) -> bool:
    firsts = attempt.facts.get("first_signers", {})
    return not firsts or attempt.actor_id in firsts


@guard(
    "Vous êtes déporté d’un dossier de cette séance et ne lisez pas tout son procès-verbal : une autre personne du "
    "secrétariat le contresigne."
)
def reads_it_whole(attempt: Attempt) -> bool:
    return attempt.actor_id not in attempt.facts.get("recused", ())
