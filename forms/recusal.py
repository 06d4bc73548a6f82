"""Telling a link of interest, and what another person answers."""

from forms.act import ActForm
from forms.reasons import reason_field
from grants.models import Application, Recusal
from grants.values.sentences import sentence


class DeclareForm(ActForm):
    lead = (
        "Un lien avec l’organisme, ses dirigeants ou le projet : familial, professionnel, associatif, passé ou présent."
    )
    reason = reason_field(
        "Quel lien", "Deux lignes suffisent. Lu par le service instructeur et le secrétariat du comité."
    )

    def prepare(self, subject: Application) -> None:
        self.consequences = [
            "Vous ne verrez plus ce dossier, nulle part, dès maintenant.",
            "Vos notes et vos votes sur lui ne compteront pas ; quelqu’un d’autre reprend vos tâches.",
        ]
        self.recipients = ["le service instructeur", "le secrétariat du comité"]


class ConfirmForm(ActForm):
    def prepare(self, subject: Recusal) -> None:
        self.lead = sentence("%(name)s a déclaré : « %(reason)s »", name=subject.user.name, reason=subject.reason)
        self.consequences = ["Sa note, s’il y en a une, ne compte plus : confiez-la à une autre personne."]
        self.recipients = [subject.user.name]


class LiftForm(ActForm):
    reason = reason_field("Pourquoi lever ce déport")

    def prepare(self, subject: Recusal) -> None:
        self.lead = sentence("%(name)s a déclaré : « %(reason)s »", name=subject.user.name, reason=subject.reason)
        self.consequences = ["Cette personne retrouve le dossier. Une note devra lui être confiée de nouveau."]
        self.recipients = [subject.user.name]
