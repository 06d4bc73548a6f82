"""From which earlier file a draft takes its answers."""

from typing import Any

from flask import request
from wtforms import RadioField
from wtforms.validators import InputRequired

from forms.act import ActForm
from forms.fields import options
from grants.models import Application
from grants.queries import earlier


class StartFromForm(ActForm):
    """Chosen first, then shown: what would be taken and what would not."""

    earlier_id = RadioField(
        "De quel dossier voulez-vous repartir ?", [InputRequired("Choisissez un dossier.")],
        coerce=lambda id: int(id) if id else None,
    )  # fmt: skip
    lead = "Les réponses d’un ancien dossier remplissent celles qui sont encore vides ici. Rien n’est écrasé ni envoyé."

    def begin_with(self, subject: Application) -> dict[str, Any]:
        return {"earlier_id": request.args.get("depuis", type=int)}

    def prepare(self, subject: Application) -> None:
        self.files = earlier.files(subject)
        self.earlier_id.choices = options((each.id, name_of(each)) for each in self.files)
        chosen = next((each for each in self.files if each.id == self.earlier_id.data), None)
        self.chosen = chosen
        self.reuse = earlier.reusable(subject, chosen) if chosen else None
        self.pieces = earlier.pieces(subject, chosen) if chosen else []


def name_of(application: Application) -> str:
    return f"{application.number}, {application.title or application.call.short_title} ({application.call.short_title})"
