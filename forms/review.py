"""Giving a reading, taking it back, and abstaining from it; the grid itself is in `scoring`."""

from datetime import timedelta
from typing import Any

from wtforms import SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from forms.act import ActForm
from forms.fields import options
from forms.reasons import NEEDED, day_field, reason_field
from grants.models import Application, Review
from grants.queries import links
from grants.queries import reviews as queries
from grants.values import clock
from grants.values.sentences import sentence

DAYS = 14


class AssignForm(ActForm):
    reviewer_ids = SelectMultipleField(
        "À qui", [NEEDED], coerce=int, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(),
        description="Seules paraissent les personnes désignées pour cet appel et sans lien avec ce dossier.",
    )  # fmt: skip
    due_on = day_field("Note attendue le")
    despite = reason_field(
        "Malgré un lien trouvé",
        "Seulement si vous confiez ce dossier à une personne signalée ci-dessous.",
        optional=True,
    )

    def begin_with(self, subject: Application) -> dict[str, Any]:
        return {"due_on": clock.today() + timedelta(days=DAYS)}

    def prepare(self, subject: Application) -> None:
        able = queries.candidates(subject)
        found = {user: links.told(why) for (_, user), why in links.detected([subject], able).items()}
        self.reviewer_ids.choices = options((each.id, told(each.name, found.get(each.id))) for each in able)
        if not found:
            del self.despite
        wanted = subject.file.reviewers(subject.stage_key)
        self.lead = sentence("Cet appel demande %(wanted)s notes par dossier.", wanted=wanted) if wanted else ""
        if not able:
            self.consequences = ["Personne ne peut être choisi : désignez d’abord des évaluatrices pour cet appel."]


def told(name: str, why: list[str] | None) -> str:
    """A person, with the links of interest that were found."""
    return str(sentence("%(name)s (lien possible : %(why)s)", name=name, why=" ; ".join(why))) if why else name


class UnassignForm(ActForm):
    def prepare(self, subject: Review) -> None:
        self.lead = f"{subject.reviewer.name} ne verra plus ce dossier."


class AbstainForm(ActForm):
    lead = "Une abstention n’est pas un zéro : le service confiera la note à quelqu’un d’autre."
    reason = reason_field(
        "Pourquoi vous abstenir", "S’il s’agit d’un lien d’intérêts, déclarez-le plutôt : c’est un autre acte."
    )
