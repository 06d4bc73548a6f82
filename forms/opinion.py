"""Asking a service for its opinion, and answering."""

from datetime import timedelta
from typing import Any

from flask import request
from wtforms import RadioField, SelectField, StringField

from forms.act import ActForm
from forms.fields import options
from forms.reasons import NEEDED, day_field, reason_field, said
from grants.models import Application, Opinion, OpinionAnswer
from grants.queries import opinions as queries
from grants.values import clock
from grants.values.stems import unaccented

OTHER = "other"
ANSWERS = [
    (str(OpinionAnswer.FAVOURABLE), "Favorable"),
    (str(OpinionAnswer.WITH_RESERVATIONS), "Favorable avec réserves"),
    (str(OpinionAnswer.UNFAVOURABLE), "Défavorable"),
]
DAYS = 15


class AskForm(ActForm):
    lead = "Une question à un service. Il ne verra du dossier que ce que la question demande."
    service = SelectField("Service consulté", [NEEDED], choices=[])
    other = StringField("Un autre service", description="Son nom, s’il n’est pas dans la liste.", filters=[said])
    question = reason_field("La question", "Une seule, à laquelle on répond par favorable, réservé ou défavorable.")
    due_on = day_field("Réponse attendue le")

    def begin_with(self, subject: Application) -> dict[str, Any]:
        planned = {key: (question, days) for key, _, question, days in queries.suggested(subject)}
        chosen = request.args.get("service") or next(iter(planned), "")
        question, days = planned.get(chosen, ("", DAYS))
        return {"service": chosen, "question": question, "due_on": clock.today() + timedelta(days=days)}

    def prepare(self, subject: Application) -> None:
        self.labels = queries.services(subject)
        self.service.choices = options([*self.labels.items(), (OTHER, "Un autre service, nommé ci-dessous")])
        self.recipients = ["les personnes de ce service"]

    def validate(self, extra_validators: Any = None) -> bool:
        right = bool(super().validate(extra_validators))
        if self.service.data == OTHER and not self.other.data:
            self.other.errors = ["Nommez ce service."]
            return False
        return right

    def cleaned(self) -> dict[str, Any]:
        typed = super().cleaned()
        named = typed.pop("other")
        if typed["service"] == OTHER:
            typed["service"] = "_".join(unaccented(named).split())[:60]
            return typed | {"service_label": named}
        return typed | {"service_label": self.labels[typed["service"]]}


class GiveForm(ActForm):
    answer = RadioField("Votre avis", choices=options(ANSWERS), validators=[NEEDED])
    reason = reason_field("Pourquoi", "Lu par le service instructeur et le comité.")

    def prepare(self, subject: Opinion) -> None:
        self.lead = subject.question
        self.recipients = ["le service instructeur"]


class DeclineForm(ActForm):
    lead = "Le service instructeur demandera à quelqu’un d’autre, ou poursuivra sans cet avis."
    reason = reason_field("Pourquoi vous ne pouvez pas répondre")


class RevokeForm(ActForm):
    reason = reason_field("Pourquoi retirer la demande", optional=True)

    def prepare(self, subject: Opinion) -> None:
        self.recipients = [subject.service_label]
