"""What people of a file and its service write to each other."""

from typing import Any

from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from forms.act import ActForm
from grants.queries import portal


class MessageForm(ActForm):
    body = TextAreaField(
        "Votre message",
        [InputRequired("Écrivez votre message."), Length(max=5000)],
        description="N’écrivez le nom d’aucune personne aidée. Votre message reste dans le dossier.",
    )

    def prepare(self, subject: Any) -> None:
        self.thread = portal.thread(subject)
