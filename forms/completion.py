"""What was asked of the applicant: sending back, more time, the end of the wait; and giving up a draft."""

from datetime import timedelta
from typing import Any

from wtforms.validators import ValidationError

from forms.act import ActForm
from forms.reasons import day_field, reason_field
from grants.filters import date_long
from grants.models import Application
from grants.queries import completions
from grants.values import clock
from grants.values.sentences import sentence
from workflows.guards.discarding import KEPT

MORE_DAYS = timedelta(days=15)


class CompleteForm(ActForm):
    """Sending back what was asked."""

    def prepare(self, subject: Application) -> None:
        left = [each.label for each in completions.of_file(subject) if not each.is_done]
        self.consequences = [
            sentence("Rien n’a changé pour « %(label)s » : le service le verra ainsi.", label=each) for each in left
        ] + [
            "Le service reprend l’examen de votre dossier avec ce que vous avez ajouté.",
            "La date de votre premier dépôt ne change pas ; le délai de réponse repart.",
        ]
        self.recipients = ["les membres de votre dossier", subject.file.contact.service]


class ExtendCompletionForm(ActForm):
    """A later day for what was asked."""

    due_on = day_field("Nouveau délai : à rendre au plus tard le")
    reason = reason_field("Pourquoi ce délai", "Lu par l’organisme.", optional=True)

    def begin_with(self, subject: Application) -> dict[str, Any]:
        return {"due_on": max(due_day(subject), clock.today()) + MORE_DAYS}

    def prepare(self, subject: Application) -> None:
        if subject.completion_due_at:
            self.lead = sentence("Le délai actuel va jusqu’au %(day)s.", day=date_long(subject.completion_due_at))
        self.consequences = [
            "Les mêmes éléments restent attendus ; la date de dépôt ne change pas.",
            "Le délai de silence reste arrêté jusqu’au retour du dossier.",
        ]
        self.recipients = [sentence("les membres de %(name)s", name=subject.organisation.name)]

    def validate_due_on(self, field: Any) -> None:
        if field.data and field.data <= max(due_day(self.subject), clock.today()):
            raise ValidationError("Choisissez un jour à venir, après le délai actuel.")


def due_day(application: Application) -> Any:
    due_at = application.completion_due_at
    return clock.day_of(due_at) if due_at else clock.today()


class CloseCompletionForm(ActForm):
    """Waiting no longer."""

    def prepare(self, subject: Application) -> None:
        items = completions.of_file(subject)
        left = [each.label for each in items if not each.is_done]
        self.consequences = [
            sentence("Toujours attendu : « %(label)s ».", label=each) for each in left
        ] + [
            "Le dossier revient « à vérifier », avec ce que l’organisme y a déjà ajouté ; il ne peut plus le modifier.",
            "Le délai de silence repart aujourd’hui.",
        ]  # fmt: skip
        self.recipients = [sentence("les membres de %(name)s", name=subject.organisation.name)]


class DiscardForm(ActForm):
    """Giving up a draft."""

    def prepare(self, subject: Application) -> None:
        last = date_long(clock.now() + KEPT)
        self.consequences = [
            "Ce brouillon disparaît de vos listes. Il n’était pas déposé : aucun service ne l’a lu.",
            sentence("Jusqu’au %(day)s, vous pouvez le reprendre depuis « Brouillons supprimés ».", day=last),
            "Ensuite, ses réponses, ses notes et ses pièces sont effacées pour de bon.",
        ]
        self.recipients = ["les membres de votre dossier"]


class TakeBackForm(ActForm):
    """Changing one's mind."""

    def prepare(self, subject: Application) -> None:
        self.consequences = [
            "Le brouillon revient dans vos dossiers, tel qu’il était : réponses, notes et pièces.",
            sentence(
                "Il n’est toujours pas déposé. Le dépôt de cet appel se termine le %(day)s.",
                day=date_long(subject.closes_at),
            ),
        ]
        self.recipients = ["les membres de votre dossier"]
