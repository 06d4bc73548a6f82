"""The order of the reserve list (liste complémentaire)."""

from typing import Any

from flask import request
from wtforms import SelectField, TextAreaField

from forms.act import ActForm
from forms.fields import options
from forms.ruling import AT_ONCE, LONG, NEEDED, UNSEEN
from grants.models import Application
from grants.queries import rulings as queries
from grants.values.sentences import sentence


class ReorderForm(ActForm):
    rank = SelectField("Nouveau rang", [NEEDED], coerce=int, choices=[])
    reason = TextAreaField("Pourquoi ce changement", [NEEDED, LONG])

    def begin_with(self, application: Application) -> dict[str, Any]:
        return {"rank": request.args.get("rang", type=int)}

    def prepare(self, application: Application) -> None:
        listed = queries.reserve_list(application.round)
        self.rank.choices = options((place, place) for place in range(1, len(listed) + 1))
        own = next((each.rank for each in listed if each.application_id == application.id), None)
        self.lead = sentence("Rang actuel : %(rank)s sur %(count)s.", rank=own, count=len(listed))
        self.consequences = [
            "Les dossiers entre les deux rangs avancent ou reculent d’un rang.",
            "La lettre de chaque dossier qui change de rang est récrite ; l’ancienne reste, marquée comme remplacée.",
            AT_ONCE if application.round.is_published else UNSEEN,
        ]
        self.recipients = ["le service instructeur"]
