"""Two pages that are one organisation: what is asked before they become one."""

from typing import Any

from wtforms import IntegerField
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from forms.act import ActForm
from grants.models import Organisation
from grants.values.sentences import sentence


class ApartForm(ActForm):
    """The pair is no longer proposed."""

    other_id = IntegerField(widget=HiddenInput(), validators=[InputRequired()])

    def about(self, other: Organisation) -> None:
        self.other, self.other_id.data = other, other.id
        self.consequences = [sentence("Cette paire avec « %(name)s » n’est plus proposée.", name=other.name)]


class MergeForm(ActForm):
    """The page that stays, the one that goes, and their versions."""

    other_id = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    other_version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    previews: list[tuple[Organisation, Any]]

    def about(self, other: Organisation, held: Any) -> None:
        """`held`: what the page that goes holds, to be moved."""
        self.other, self.other_id.data = other, other.id
        if not self.is_submitted():
            self.other_version.data = other.version
        self.consequences = [
            sentence(
                "« %(goes)s » disparaît des listes ; son adresse mène à « %(stays)s ».",
                goes=other.name, stays=self.subject.name,
            ),
            sentence("Dossiers qui changent de fiche, avec aides et versements : %(count)s.", count=held.files),
            sentence("Membres qui agissent désormais pour la fiche qui reste : %(count)s.", count=held.members),
            sentence("Documents repris : %(count)s ; noms : %(names)s.", count=held.pieces, names=held.names),
            "Ce qui manquait à la fiche qui reste est repris de l’autre ; ce qu’elle avait déjà ne change pas.",
            "Ce qui a été déplacé est noté au journal des deux fiches, pour pouvoir revenir en arrière.",
        ]  # fmt: skip
        self.recipients = ["les membres des deux fiches"]

    def show_current(self) -> None:
        super().show_current()
        self.other_version.raw_data, self.other_version.data = None, self.other.version
