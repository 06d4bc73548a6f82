"""An appeal (recours gracieux): its grounds, and the answer."""

from typing import Any

from wtforms import SelectField

from forms.act import ActForm
from forms.fields import MoneyField, options
from forms.reasons import NEEDED, reason_field
from grants.models import Appeal, Application
from grants.queries import envelopes
from grants.values.sentences import sentence


class FileForm(ActForm):
    grounds = reason_field("Vos raisons", "Ce que la décision n’a pas vu, ou ce qui vous paraît inexact.")

    def prepare(self, subject: Application) -> None:
        self.lead = "Vous demandez à l’autorité qui a décidé de revoir sa décision, dans les deux mois."
        self.consequences = [
            "Une personne qui n’a pas instruit votre dossier le relit et vous répond par écrit.",
            "Sans réponse dans les deux mois, le recours est rejeté ; le délai pour saisir le tribunal repart alors.",
        ]
        self.recipients = ["l’autorité qui décide", "le service instructeur"]


class AcceptForm(ActForm):
    answer = reason_field("Votre réponse", "Elle figure dans la lettre : répondez à chaque argument.")

    def prepare(self, subject: Appeal) -> None:
        reopens = any(row.name == "application.reopen" and subject.application.state in row.source
                      for row in subject.application.workflow.actions)  # fmt: skip
        self.consequences = [
            "Le dossier revient à l’instruction ; la décision contestée n’est plus en vigueur."
            if reopens
            else "La décision reste en vigueur : changez-la par l’acte qui convient (avenant, nouvelle décision).",
            "Les lettres déjà envoyées restent, marquées comme remplacées.",
        ]
        self.recipients = [subject.application.organisation.name]


class RejectForm(ActForm):
    answer = reason_field("Votre réponse", "Elle figure dans la lettre : répondez à chaque argument.")

    def prepare(self, subject: Appeal) -> None:
        self.consequences = ["La décision reste en vigueur ; la lettre dit comment saisir le tribunal administratif."]
        self.recipients = [subject.application.organisation.name]


class HoldForm(ActForm):
    """Credits that nobody else may be awarded before the answer."""

    envelope_id = SelectField("Enveloppe", [NEEDED], coerce=int, choices=[])
    amount = MoneyField("Montant réservé, en euros", [NEEDED])

    def begin_with(self, subject: Appeal) -> dict[str, Any]:
        return {"amount": subject.application.requested_amount}

    def prepare(self, subject: Appeal) -> None:
        serving = envelopes.serving(subject.application)
        self.envelope_id.choices = options(
            (each.id, sentence("%(label)s (reste %(left)s)", label=each.label, left=each.left)) for each in serving
        )
        self.lead = "Si le recours est accepté, ces crédits seront là ; d’ici là, ils ne servent à personne d’autre."
        self.consequences = [
            "Le montant est retiré de ce qui reste de l’enveloppe ; s’il n’y tient pas, rien n’est enregistré.",
            "Il est libéré par le rejet du recours, par une nouvelle décision, ou par vous.",
        ]
        self.recipients = ["le service instructeur"]


class ReleaseForm(ActForm):
    def prepare(self, subject: Appeal) -> None:
        self.consequences = ["Les crédits réservés reviennent à l’enveloppe : ils peuvent servir à d’autres dossiers."]
        self.recipients = ["le service instructeur"]
