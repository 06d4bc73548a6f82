"""Telling a link of interest, and what another person answers."""

from typing import Any

from flask import request
from wtforms import SelectField

from forms.act import ActForm
from forms.fields import options
from forms.reasons import NEEDED, reason_field
from grants.models import Application, Recusal
from grants.queries import links, readers
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


class FoundForm(ActForm):
    """About somebody with whom a link is found; `personne` in the address says who."""

    user_id = SelectField("De qui", [NEEDED], coerce=int)

    def begin_with(self, subject: Application) -> dict[str, Any]:
        asked = request.args.get("personne", type=int)
        self.people = readers.judges_of(subject)
        self.found = {user: links.told(why) for (_, user), why in links.detected([subject], self.people).items()}
        why = "Lien trouvé : " + " ; ".join(self.found[asked]) if asked in self.found else ""
        return {"user_id": asked, "reason": why}

    def prepare(self, subject: Application) -> None:
        self.user_id.choices = options((each.id, self.line(each)) for each in self.people)

    def line(self, person: Any) -> str:
        why = self.found.get(person.id)
        return f"{person.name} ({' ; '.join(why)})" if why else person.name


class RecordForm(FoundForm):
    lead = "Cette personne ne verra plus ce dossier, nulle part, dès maintenant."
    reason = reason_field("Quel lien")

    def prepare(self, subject: Application) -> None:
        super().prepare(subject)
        self.consequences = [
            "Ses notes et ses votes sur lui ne comptent plus : confiez sa lecture à quelqu’un d’autre."
        ]
        self.recipients = ["la personne écartée"]


class SetAsideForm(FoundForm):
    lead = "Le lien trouvé n’en est pas un : un homonyme, une fonction quittée. Il ne sera plus signalé."
    reason = reason_field("Pourquoi ce lien ne tient pas")

    def begin_with(self, subject: Application) -> dict[str, Any]:
        return super().begin_with(subject) | {"reason": ""}
