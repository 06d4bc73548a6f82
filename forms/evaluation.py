"""An evaluation: planned, written on four criteria, approved."""

from datetime import timedelta
from typing import Any

from wtforms import RadioField
from wtforms.fields.choices import SelectChoice

from forms.act import ActForm
from forms.reasons import NEEDED, day_field, reason_field
from grants.models import Application, Evaluation
from grants.services.evaluations import CRITERIA, HIGHEST, RECOMMENDATIONS
from grants.values import clock

MARKS = [SelectChoice(value=str(mark), label=str(mark)) for mark in range(HIGHEST + 1)]
NEXT = [SelectChoice(value=each, label=words) for each, words in RECOMMENDATIONS.items()]
SCALE = "De 0 (pas du tout) à 5 (tout à fait)."


class PlanForm(ActForm):
    due_on = day_field("Évaluation à remettre le")

    def begin_with(self, subject: Application) -> dict[str, Any]:
        return {"due_on": clock.today() + timedelta(days=180)}

    def prepare(self, subject: Application) -> None:
        self.consequences = ["L’évaluation attend le service instructeur ; elle part du compte rendu approuvé."]
        self.recipients = ["le service instructeur"]


class SubmitForm(ActForm):
    """A mark on each criterion, a conclusion, what to do next."""

    relevance = RadioField(CRITERIA["relevance"], [NEEDED], choices=MARKS, description=SCALE)
    effectiveness = RadioField(CRITERIA["effectiveness"], [NEEDED], choices=MARKS, description=SCALE)
    efficiency = RadioField(CRITERIA["efficiency"], [NEEDED], choices=MARKS, description=SCALE)
    impact = RadioField(CRITERIA["impact"], [NEEDED], choices=MARKS, description=SCALE)
    conclusion = reason_field("Conclusion", "Ce que le projet a changé, et ce qui l’explique.")
    recommendation = RadioField("Et ensuite ?", [NEEDED], choices=NEXT)

    def begin_with(self, subject: Evaluation) -> dict[str, Any]:
        marks = {key: str(mark) for key, mark in subject.marks.items()}
        return marks | {"conclusion": subject.conclusion, "recommendation": subject.recommendation}

    def prepare(self, subject: Evaluation) -> None:
        self.consequences = ["La commissaire la lit, l’approuve ou demande une reprise."]
        self.recipients = ["la commissaire"]

    def cleaned(self) -> dict[str, Any]:
        found = super().cleaned()
        return found | {"marks": {key: int(found.pop(key)) for key in CRITERIA}}


class RevisionForm(ActForm):
    reason = reason_field("Ce qu’il faut reprendre", "Lu par le service instructeur.")

    def prepare(self, subject: Evaluation) -> None:
        self.recipients = ["le service instructeur"]


class ApproveForm(ActForm):
    def prepare(self, subject: Evaluation) -> None:
        self.consequences = [
            "Les indicateurs sont figés : une correction du compte rendu ne les changera plus.",
            "L’organisme est prévenu ; la publication est un autre acte.",
        ]
        self.recipients = [subject.application.organisation.name]


class PublishForm(ActForm):
    def prepare(self, subject: Evaluation) -> None:
        self.consequences = ["L’évaluation devient publique, avec ses indicateurs."]
        self.recipients = [subject.application.organisation.name]
