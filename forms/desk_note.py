"""What those who instruct a file write for each other."""

from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from forms.act import ActForm
from forms.reasons import said


class DeskNoteForm(ActForm):
    lead = (
        "Pour les personnes qui instruisent ce dossier : ni l’organisme, ni les services consultés, ni le comité ne la "
        "lisent, et aucun export ne la contient. Une personne qui se déporte ne la voit plus."
    )
    body = TextAreaField("Votre note", [InputRequired("Écrivez votre note."), Length(max=4000)], filters=[said])
