"""Asking a service for its opinion, and answering."""

from datetime import timedelta
from typing import Any

from flask import request
from wtforms import EmailField, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.validators import Email, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from forms.act import ActForm
from forms.fields import options
from forms.reasons import NEEDED, day_field, reason_field, said
from grants.filters import date_long
from grants.models import Application, Opinion, OpinionAnswer
from grants.queries import opinions as queries
from grants.values import clock
from grants.values.sentences import sentence
from grants.values.stems import unaccented

OTHER = "other"
ANSWERS = [
    (str(OpinionAnswer.FAVOURABLE), "Favorable"),
    (str(OpinionAnswer.WITH_RESERVATIONS), "Favorable avec réserves"),
    (str(OpinionAnswer.UNFAVOURABLE), "Défavorable"),
]
DAYS = 15
NOBODY_THERE = "Personne n’a de compte dans ce service : écrivez l’adresse à laquelle demander."


def boxes(label: str, help: str = "") -> Any:
    """A list of boxes to tick."""
    return SelectMultipleField(
        label, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(), description=help
    )


class AskForm(ActForm):
    lead = "Une question à un service. Il ne verra du dossier que ce que la question demande."
    service = SelectField("Service consulté", [NEEDED], choices=[])
    other = StringField("Un autre service", description="Son nom, s’il n’est pas dans la liste.", filters=[said])
    email = EmailField(
        "Adresse électronique de la personne qui répond",
        [Optional(), Email("Cette adresse n’est pas complète : nom@exemple.fr."), Length(max=254)],
        description="Elle reçoit un lien personnel et répond sans compte. Laissez vide si le service a un compte ici.",
        render_kw={"autocomplete": "off"},
    )
    question = reason_field("La question", "Une seule, à laquelle on répond par favorable, réservé ou défavorable.")
    due_on = day_field("Réponse attendue le")
    sections = boxes(
        "Parties du dossier montrées avec la question",
        "Les noms de personnes, les coordonnées et le compte bancaire n’y paraissent jamais.",
    )
    pieces = boxes("Pièces montrées avec la question")

    def begin_with(self, subject: Application) -> dict[str, Any]:
        planned = {key: (question, days) for key, _, question, days in queries.suggested(subject)}
        chosen = request.args.get("service") or next(iter(planned), "")
        question, days = planned.get(chosen, ("", DAYS))
        shown = {"sections": queries.useful_sections(subject)}
        return shown | {"service": chosen, "question": question, "due_on": clock.today() + timedelta(days=days)}

    def prepare(self, subject: Application) -> None:
        self.labels = queries.services(subject)
        self.service.choices = options([*self.labels.items(), (OTHER, "Un autre service, nommé ci-dessous")])
        self.sections.choices = options(queries.shareable_sections(subject).items())
        self.pieces.choices = options(queries.shareable_pieces(subject).items())
        if not self.pieces.choices:
            del self.pieces
        self.recipients = ["la personne dont vous écrivez l’adresse, sinon les personnes de ce service"]

    def validate(self, extra_validators: Any = None) -> bool:
        right = bool(super().validate(extra_validators))
        if self.service.data == OTHER and not self.other.data:
            self.other.errors = ["Nommez ce service."]
            return False
        if not self.email.data and self.service.data not in queries.staffed():
            self.email.errors = [NOBODY_THERE]
            return False
        return right

    def cleaned(self) -> dict[str, Any]:
        typed = super().cleaned()
        named, email = typed.pop("other"), typed.pop("email") or ""
        typed |= {"email": email}
        if typed["service"] == OTHER:
            typed["service"] = "_".join(unaccented(named).split())[:60]
            return typed | {"service_label": named}
        return typed | {"service_label": self.labels[typed["service"]]}


class GiveForm(ActForm):
    answer = RadioField("Votre avis", choices=options(ANSWERS), validators=[NEEDED])
    reason = reason_field(
        "Pourquoi",
        "Lu par le service instructeur et le comité. Obligatoire pour une réserve ou un avis défavorable.",
        optional=True,
    )

    def begin_with(self, subject: Opinion) -> dict[str, Any]:
        return {"answer": subject.answer and str(subject.answer), "reason": subject.reason if subject.answer else ""}

    def prepare(self, subject: Opinion) -> None:
        self.lead = subject.question
        self.recipients = ["le service instructeur"]
        self.consequences = [
            sentence("Vous pourrez changer votre réponse jusqu’au %(day)s.", day=date_long(subject.due_at))
        ]

    def validate(self, extra_validators: Any = None) -> bool:
        right = bool(super().validate(extra_validators))
        if self.answer.data not in (None, str(OpinionAnswer.FAVOURABLE)) and not self.reason.data:
            self.reason.errors = ["Dites pourquoi : le comité lit le motif d’une réserve ou d’un avis défavorable."]
            return False
        return right


class DeclineForm(ActForm):
    lead = "Le service instructeur demandera à quelqu’un d’autre, ou poursuivra sans cet avis."
    reason = reason_field(
        "Pourquoi vous ne pouvez pas répondre",
        "Un autre service est mieux placé, le temps manque, ou vous avez un lien avec cet organisme : dites-le ici.",
    )


class RenewForm(ActForm):
    due_on = day_field("Réponse attendue le")

    def begin_with(self, subject: Opinion) -> dict[str, Any]:
        return {"due_on": clock.today() + timedelta(days=DAYS)}

    def prepare(self, subject: Opinion) -> None:
        if subject.email:
            self.consequences = ["Un nouveau lien part par courriel ; le précédent n’ouvre plus rien."]
        self.recipients = [subject.email or subject.service_label]


class RevokeForm(ActForm):
    reason = reason_field("Pourquoi retirer la demande", optional=True)

    def prepare(self, subject: Opinion) -> None:
        if subject.email:
            self.consequences = ["Le lien envoyé n’ouvre plus rien, dès maintenant."]
        self.recipients = [subject.email or subject.service_label]
