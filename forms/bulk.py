"""What an act asks once for many files: who reads, by when; which service, which question."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from wtforms import DateField, Form, SelectField, SelectMultipleField, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from forms.fields import options
from forms.reasons import NEEDED, day_field, reason_field
from grants.models import Application
from grants.queries import barred, opinions
from grants.values import clock

DAYS = 14


class BulkForm(Form):
    """An act that asks nothing more than which files."""

    class Meta:
        locales = ["fr_FR"]

    def begin(self, files: Sequence[Application]) -> None:
        """Choices that depend on the files."""

    @property
    def questions(self) -> list[Any]:
        return list(self)

    def given(self) -> dict[str, Any]:
        """The service's own arguments, the same for all the files."""
        return dict(self.data)

    def typed(self) -> list[tuple[str, str]]:
        """The answers as they were sent, to be carried by the page of confirmation."""
        return [(field.name, str(value)) for field in self for value in field.raw_data or [] if value]


def to_come(form: Form, field: DateField) -> None:
    if field.data and field.data <= clock.today():
        raise ValidationError("Choisissez un jour à venir.")


class BulkAssignForm(BulkForm):
    reviewer_ids = SelectMultipleField(
        "À qui", [NEEDED], coerce=int, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(),
        description="Chaque personne choisie reçoit tous les dossiers qu’aucun lien ne lui ferme.",
    )  # fmt: skip
    due_on = day_field("Notes attendues le")

    def begin(self, files: Sequence[Application]) -> None:
        people = barred.appointed({each.call_id for each in files})
        self.reviewer_ids.choices = options((each.id, each.name) for each in people)
        self.due_on.data = self.due_on.data or (None if self.due_on.raw_data else clock.today() + timedelta(days=DAYS))

    def validate_due_on(self, field: DateField) -> None:
        to_come(self, field)


class BulkAskForm(BulkForm):
    service = SelectField("Service consulté", [NEEDED], choices=[])
    question = reason_field("La question", "La même pour tous : le service ne verra que ce qu’elle demande.")
    due_on = day_field("Réponses attendues le")

    def begin(self, files: Sequence[Application]) -> None:
        labels = [opinions.services(each) for each in one_a_call(files)]
        self.labels = {key: label for found in labels for key, label in found.items()}
        self.service.choices = options(self.labels.items())
        self.due_on.data = self.due_on.data or (None if self.due_on.raw_data else clock.today() + timedelta(days=DAYS))

    def validate_due_on(self, field: DateField) -> None:
        to_come(self, field)

    def given(self) -> dict[str, Any]:
        return dict(self.data) | {"service_label": self.labels.get(self.service.data or "", "")}


def one_a_call(files: Sequence[Application]) -> list[Application]:
    """The services that a call may ask are the same for its files."""
    return list({each.definition_id: each for each in files}.values())


FORMS: Mapping[str, type[BulkForm]] = {"review.assign": BulkAssignForm, "opinion.ask": BulkAskForm}


def bulk_form(act: str, files: Sequence[Application], sent: Any) -> BulkForm:
    """The questions of this act, answered by what the address or the form says."""
    form = FORMS.get(act, BulkForm)(sent)
    form.begin(files)
    return form
