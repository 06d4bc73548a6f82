"""What people of a file and its service write to each other, with documents."""

from typing import Any

from flask import request
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from forms.act import ActForm
from forms.documents import DocumentsField, KeptField, signed
from grants.queries import portal

ACCEPT = ("pdf", "jpg", "png", "docx", "odt", "xlsx", "ods", "csv")
MOST, LARGEST_MB = 5, 10
BEGUN = {  # what a link to this page lets one begin with
    "delai": "Bonjour, nous avons besoin de plus de temps pour compléter notre dossier : ",
    "audition": "Bonjour, nous serons présents à l’audition. Viendront : ",
}


class MessageForm(ActForm):
    body = TextAreaField(
        "Votre message",
        [InputRequired("Écrivez votre message."), Length(max=5000)],
        description="N’écrivez le nom d’aucune personne aidée. Votre message reste dans le dossier.",
        render_kw={"rows": 6},
    )
    kept = KeptField("Documents déjà reçus", description="Décochez ceux que vous ne voulez plus joindre.")
    pieces = DocumentsField(
        "Documents à joindre",
        accept=ACCEPT, most=MOST, max_mb=LARGEST_MB,
        description="Facultatif. Cinq documents au plus, de 10 Mo chacun : PDF, photo, texte ou tableau.",
    )  # fmt: skip

    def begin_with(self, subject: Any) -> dict[str, Any]:
        return {"body": BEGUN.get(request.args.get("objet", ""), "")}

    def prepare(self, subject: Any) -> None:
        self.thread = portal.thread(subject)
        if not self.is_submitted():
            self.kept.choices = []

    @property
    def questions(self) -> list[Any]:
        return [each for each in super().questions if each is not self.kept or self.kept.choices]

    def validate(self, extra_validators: Any = None) -> bool:
        """What arrived is offered again when something else is wrong: no browser sends a file twice by itself."""
        right = bool(super().validate(extra_validators))
        self.kept.offer([signed(each) for each in [*self.kept.arrived, *self.pieces.arrived]])
        if len(self.kept.arrived) > MOST:
            self.pieces.errors = ["Cinq documents au plus par message : décochez-en."]
            right = False
        return right

    def cleaned(self) -> dict[str, Any]:
        typed = super().cleaned()
        return {"version": typed["version"], "body": typed["body"], "pieces": self.kept.arrived}
