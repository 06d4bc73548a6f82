"""A call brought in as a file."""

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import ValidationError

from grants.definitions.call import CallFile
from grants.definitions.files import loads
from grants.definitions.mistakes import BadFile

LARGEST = 2_000_000  # bytes


class ImportForm(FlaskForm):
    """One YAML file; every mistake is said with its line and its place."""

    words = "Importer cet appel"
    content = FileField(
        "Fichier de l’appel (YAML)", [FileRequired("Choisissez un fichier.")],
        description="Importé de nouveau, un appel change de version ; les dossiers commencés gardent la leur.",
    )  # fmt: skip
    call: CallFile

    @property
    def questions(self) -> list[object]:
        return [self.content]

    def validate_content(self, field: FileField) -> None:
        raw = field.data.read(LARGEST + 1)
        if len(raw) > LARGEST:
            raise ValidationError("Ce fichier est trop gros pour un appel (2 Mo au plus).")
        try:
            self.call = loads(raw, name=field.data.filename or "appel.yaml")
        except BadFile as error:
            first, *more = error.lines()
            field.errors = [*field.errors, *more]
            raise ValidationError(first) from error
