"""What a call is about: the themes that its form proposes, else those of the engagements it serves."""

from collections.abc import Iterable

from grants.definitions.call import CallFile
from grants.definitions.question import values_of

THEMES: dict[str, str] = {
    "early_childhood": "Petite enfance (0-3 ans)",
    "parenting": "Parentalité",
    "school_success": "Réussite scolaire",
    "youth_training": "Formation et insertion des jeunes",
    "ase_leavers": "Jeunes sortant de l’aide sociale à l’enfance",
    "food_aid": "Aide alimentaire",
    "housing": "Logement",
    "shelter": "Hébergement",
    "health_access": "Accès aux soins",
    "rights_access": "Accès aux droits",
    "digital": "Lutte contre la fracture numérique",
    "literacy": "Lutte contre l’illettrisme",
    "employment": "Insertion et retour à l’emploi",
    "participation": "Participation des personnes concernées",
}
# Our reading of the strategy's five engagements, for calls that do not ask a theme.
OF_ENGAGEMENT: dict[int, tuple[str, ...]] = {
    1: ("early_childhood", "parenting"),
    2: ("parenting", "food_aid", "shelter", "school_success"),
    3: ("school_success", "youth_training", "ase_leavers"),
    4: ("rights_access", "housing", "shelter", "health_access", "digital"),
    5: ("employment", "participation"),
}


def themes_of(call: CallFile) -> dict[str, str]:
    """Labels by key; empty for a call that keeps to no theme."""
    for form in call.form:
        for question in form.questions:
            if question.key == "themes" and question.options:
                return values_of(question.options)
    served = {key for number in call.engagements for key in OF_ENGAGEMENT.get(number, ())}
    return {key: label for key, label in THEMES.items() if key in served}


def known_themes(calls: Iterable[CallFile]) -> dict[str, str]:
    """The themes of the house, then those that only these calls name."""
    found = dict(THEMES)
    for call in calls:
        found |= {key: label for key, label in themes_of(call).items() if key not in found}
    return found
