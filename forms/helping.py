"""Mandates, accreditations, advisers of a draft: what is asked, and what it will do."""

from datetime import timedelta
from typing import Any

from flask import g, request
from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, EmailField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Email, InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from forms.act import ActForm
from forms.filled import Filled
from forms.proof import ProofMixin
from grants.models import Adviser, Application, Mandate
from grants.values import clock
from grants.values.french import date_longue
from grants.values.sentences import sentence
from workflows.errors import Invalid
from workflows.words import WORDS


class AboutNothing(FlaskForm):
    """The form of an act on something that is not there yet; its page is that of any act."""

    class Meta(Filled):
        pass

    act: str
    template, subject, subject_line, lead = "acts/form.html", None, "", ""

    def __init__(self, back: str) -> None:
        super().__init__(data=self.begin_with())
        self.words, self.back = WORDS[self.act], back
        self.consequences: list[str] = []
        self.recipients: list[str] = []
        self.prepare()
        g.form = self

    def begin_with(self) -> dict[str, Any]:
        """What the fields say before anything is typed."""
        return {}

    def prepare(self) -> None:
        """What the act will do."""

    def lay_out(self) -> None:
        """Its page shows nothing that must be looked for."""

    @property
    def questions(self) -> list[Any]:
        return [field for field in self if not isinstance(field.widget, HiddenInput)]

    def cleaned(self) -> dict[str, Any]:
        """The service's arguments; `Invalid` when one is wrong."""
        if not self.validate():
            raise Invalid
        return {field.name: field.data for field in self if field.name != "csrf_token"}


class GrantForm(AboutNothing):
    act = "accreditation.grant"
    lead = "Une personne habilitée propose un mandat à chaque organisme aidé. Sans lui, elle n’ouvre aucun dossier."

    who = StringField(
        "Adresse électronique de la personne, ou SIRET ou RNA de l’organisme",
        [InputRequired("Dites qui est habilité."), Length(max=254)],
        description="Pour un organisme, toutes les personnes qui agissent pour lui sont habilitées.",
    )
    house = StringField(
        "Nom de la structure, tel que les organismes aidés le liront",
        [InputRequired("Écrivez ce nom."), Length(max=120)],
        description="Par exemple : France Services de Sainte-Brume.",
    )
    reference = StringField(
        "Référence de la décision", [InputRequired("Écrivez la référence de la décision."), Length(max=120)]
    )
    ends_on = DateField(
        "Dernier jour (facultatif)", [Optional()], description="Sans date, jusqu’à ce que vous y mettiez fin."
    )

    def prepare(self) -> None:
        self.recipients = ["la personne, ou celles qui agissent pour l’organisme"]


class EndAccreditationForm(ActForm):
    def prepare(self, subject: Any) -> None:
        self.lead = subject.house
        self.consequences = [
            "Tous les mandats qui reposent sur cette habilitation sont sans effet, tout de suite.",
            "Ce que ces personnes ont écrit ou déposé reste.",
        ]
        self.recipients = ["la personne, ou celles qui agissent pour l’organisme"]


class ProposeForm(AboutNothing):
    act = "mandate.propose"
    lead = "Le représentant légal lit votre demande et accepte ou refuse. Rien ne vous est ouvert avant."

    number = StringField(
        "Numéro du dossier, ou SIRET ou RNA de l’organisme",
        [InputRequired("Écrivez le numéro que l’organisme vous a donné."), Length(max=60)],
        description="Avec le numéro d’un dossier, le mandat est pour lui seul ; avec celui de l’organisme, pour tous.",
    )
    begins_on = DateField("Du", [InputRequired("Choisissez une date.")])
    ends_on = DateField("Au", [InputRequired("Choisissez une date.")], description="Un an au plus.")
    asks_submit = BooleanField(
        "Demander aussi à déposer le dossier pour le compte de l’organisme",
        description="Le représentant légal le dit à part. Sans cela, vous remplissez et il dépose.",
    )
    said = TextAreaField(
        "Pourquoi ce mandat", [InputRequired("Dites-le en une phrase."), Length(max=500)],
        description="Le représentant légal lira cette phrase, votre nom et celui de votre structure.",
        render_kw={"rows": 3},
    )  # fmt: skip

    def begin_with(self) -> dict[str, Any]:
        return {"begins_on": clock.today(), "ends_on": clock.today() + timedelta(days=90)}

    def prepare(self) -> None:
        self.recipients = ["les représentants légaux de l’organisme"]


class AcceptForm(ProofMixin, ActForm):
    """The word given; to hand in for the body is said apart, and asked only when it was."""

    allows_submit = BooleanField(
        "J’autorise aussi cette personne à déposer, pour le compte de l’organisme",
        description="Si vous ne cochez pas, elle remplit et vous déposez.",
    )

    def prepare(self, subject: Mandate) -> None:
        who = subject.helper.name
        if not subject.asks_submit:
            del self.allows_submit
        self.consequences = [
            sentence("%(name)s pourra lire et remplir %(what)s, du %(begin)s au %(end)s.", name=who,
                     what=scope(subject), begin=date_longue(subject.begins_on), end=date_longue(subject.ends_on)),
            "Cette personne ne verra ni vos coordonnées bancaires, ni les messages, ni rien d’autre de l’organisme.",
            "Chacun de ses actes est noté dans l’historique : « pour le compte de l’organisme, par mandat ».",
            "Vous restez responsable de la demande, et pouvez mettre fin au mandat à tout moment.",
        ]  # fmt: skip
        self.recipients = [who]


class DeclineForm(ActForm):
    def prepare(self, subject: Mandate) -> None:
        self.consequences = ["Cette personne apprend que son mandat est refusé, sans autre motif."]
        self.recipients = [subject.helper.name]


class EndForm(ActForm):
    def prepare(self, subject: Mandate) -> None:
        self.consequences = [
            sentence(
                "%(name)s n’aura plus accès à %(what)s, tout de suite.", name=subject.helper.name, what=scope(subject)
            ),
            "Ce qui a été écrit ou déposé reste.",
        ]
        self.recipients = [subject.helper.name, "les représentants légaux de l’organisme"]


def scope(mandate: Mandate) -> str:
    """What the mandate is about, in words."""
    if mandate.file is None:
        return str(sentence("tous les dossiers de %(name)s", name=mandate.organisation.name))
    return str(sentence("le dossier %(number)s", number=mandate.file.number))


class InviteAdviserForm(ActForm):
    lead = "Une personne de votre choix lit le brouillon et écrit ses remarques. Elle ne change aucune réponse."

    email = EmailField(
        "Adresse électronique de la personne",
        [InputRequired("Écrivez son adresse."), Email("Cette adresse n’est pas complète : nom@exemple.fr."),
         Length(max=254)],
        render_kw={"autocomplete": "off"},
    )  # fmt: skip
    ends_on = DateField(
        "Jusqu’au", [InputRequired("Choisissez une date.")], description="La clôture du dépôt au plus tard."
    )

    def begin_with(self, subject: Application) -> dict[str, Any]:
        return {"ends_on": clock.day_of(subject.closes_at)}

    def prepare(self, subject: Application) -> None:
        self.consequences = [
            "Elle lira vos réponses, sans le compte bancaire ni les pièces jointes.",
            "Ses remarques ne sont lues que par vous et elle : ni le service ni le comité ne les voient.",
            "L’invitation finit au dépôt, à la date choisie, ou quand vous la retirez.",
        ]
        self.recipients = ["la personne invitée"]


class RevokeAdviserForm(ActForm):
    def prepare(self, subject: Adviser) -> None:
        who = subject.user.name if subject.user else subject.email
        self.consequences = [
            sentence("%(name)s ne pourra plus ouvrir le brouillon.", name=who),
            "Ses remarques restent, pour vous seuls.",
        ]
        self.recipients = [who]


class RemarkForm(ActForm):
    lead = "Lue par les membres du dossier et les conseils qu’ils ont invités. Ni le service ni le comité ne la voient."

    section_key = SelectField("À propos de", validate_choice=False)
    body = TextAreaField("Votre remarque", [InputRequired("Écrivez votre remarque."), Length(max=2000)])

    def begin_with(self, subject: Application) -> dict[str, Any]:
        return {"section_key": request.args.get("section", "")}

    def prepare(self, subject: Application) -> None:
        sections = subject.file.form_of(subject.stage_key).sections
        self.section_key.choices = [SelectChoice(value=each.key, label=each.title) for each in sections]
