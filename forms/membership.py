"""People who come to an organisation, change place there, or leave."""

from typing import Any

from flask import g
from flask_wtf import FlaskForm
from wtforms import EmailField, RadioField, TextAreaField
from wtforms.validators import Email, InputRequired, Length

from forms.act import ActForm
from forms.fields import options
from forms.filled import Filled
from grants.models import Invitation, Joining, Membership, Organisation
from grants.values.sentences import sentence
from workflows.errors import Invalid
from workflows.words import WORDS

ROLES = [
    ("editor", "Rédige : remplit les dossiers, joint les pièces, écrit au service"),
    ("representative", "Représente légalement : tout cela, et dépose, signe, gère les membres et le compte"),
]
SHORT = {"editor": "rédige", "representative": "représente légalement, signe"}


class InviteForm(ActForm):
    lead = "Elle reçoit un lien valable 14 jours. Si elle n’a pas de compte, elle en crée un avec cette adresse."

    email = EmailField(
        "Adresse électronique de la personne",
        [InputRequired("Écrivez son adresse."), Email("Cette adresse n’est pas complète : nom@exemple.fr."),
         Length(max=254)],
        render_kw={"autocomplete": "off"},
    )  # fmt: skip
    role = RadioField("Que pourra-t-elle faire ?", choices=options(ROLES), default="editor")


class RoleForm(ActForm):
    role = RadioField("Que pourra cette personne ?", [InputRequired()], choices=options(ROLES))

    def begin_with(self, subject: Membership) -> dict[str, Any]:
        return {"role": str(subject.role)}

    def prepare(self, subject: Membership) -> None:
        self.lead = f"{subject.user.name} {SHORT[subject.role]}."
        self.recipients = [subject.user.name]


class RemoveForm(ActForm):
    def prepare(self, subject: Membership) -> None:
        self.consequences = [
            sentence("%(name)s n’aura plus accès aux dossiers de l’organisme.", name=subject.user.name),
            "Ce que cette personne a écrit ou déposé reste.",
        ]
        self.recipients = [subject.user.name]


class LeaveForm(ActForm):
    def prepare(self, subject: Organisation) -> None:
        self.consequences = [
            "Vous n’aurez plus accès aux dossiers de cet organisme.",
            "Ce que vous avez écrit ou déposé reste. Pour revenir, il faudra qu’on vous invite.",
        ]
        self.recipients = ["les représentants légaux de l’organisme"]


class HandOverForm(ActForm):
    lead = "La personne choisie représentera l’organisme à votre place ; vous resterez dans l’équipe pour rédiger."

    membership_id = RadioField("À qui passez-vous la main ?", [InputRequired("Choisissez une personne.")], coerce=int)

    def prepare(self, subject: Organisation) -> None:
        self.membership_id.choices = []
        self.recipients = ["tous les membres de l’organisme"]

    def offer(self, others: list[Membership]) -> None:
        """Whom one may choose."""
        self.membership_id.choices = options((each.id, each.user.name) for each in others)


class RevokeForm(ActForm):
    def prepare(self, subject: Invitation) -> None:
        self.consequences = [sentence("Le lien envoyé à %(email)s n’ouvrira plus rien.", email=subject.email)]


class AnswerForm(ActForm):
    """Yes or no to who asked to join."""

    def prepare(self, subject: Joining) -> None:
        self.lead = f"{subject.user.name}, {subject.user.email}"
        if subject.said:
            self.lead += f" : « {subject.said} »"
        self.consequences = [
            "Cette personne pourra remplir les dossiers de l’organisme, sans pouvoir les signer."
            if self.act == "joining.accept"
            else "Cette personne apprend que sa demande est déclinée, sans autre motif."
        ]
        self.recipients = [subject.user.name]


class JoinForm(FlaskForm):
    """Asking to join what is here already: nothing is told of who acts for it."""

    class Meta(Filled):
        pass

    words = WORDS["joining.ask"]
    template = "organisations/join.html"

    said = TextAreaField(
        "Qui êtes-vous pour cet organisme ?",
        [InputRequired("Dites en une phrase qui vous êtes."), Length(max=500)],
        description="Les représentants légaux liront cette phrase, votre nom et votre adresse.",
        render_kw={"rows": 3},
    )

    def __init__(self, organisation: Organisation, back: str) -> None:
        super().__init__()
        self.subject, self.back, self.subject_line = organisation, back, ""
        g.form = self

    def lay_out(self) -> None:
        """Its page shows nothing that must be looked for."""

    @property
    def questions(self) -> list[Any]:
        return [self.said]

    def cleaned(self) -> dict[str, Any]:
        if not self.validate():
            raise Invalid
        return {"said": self.said.data}
