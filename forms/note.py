"""What a member of a file writes to the others."""

from typing import Any

from flask import request
from wtforms import SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from forms.act import ActForm
from grants.models import Application
from grants.queries import notes


class NoteForm(ActForm):
    lead = (
        "Pour les membres de votre dossier seulement : le service ne lit jamais ces notes, elles ne partent pas avec "
        "le dossier. Elles s’effacent avec le brouillon s’il est supprimé."
    )
    body = TextAreaField("Votre note", [InputRequired("Écrivez votre note."), Length(max=2000)])
    section_key = SelectField("À propos de", validate_choice=False)

    def begin_with(self, subject: Application) -> dict[str, Any]:
        return {"section_key": request.args.get("section", "")}

    def prepare(self, subject: Application) -> None:
        sections = subject.file.form_of(subject.stage_key).sections
        places = [SelectChoice(value=each.key, label=each.title) for each in sections]
        self.section_key.choices = [SelectChoice(value="", label="Tout le dossier"), *places]
        self.titles = {each.key: each.title for each in sections}
        self.notes = notes.of_file(subject)
