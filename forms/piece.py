"""A document to join to a file."""

from collections.abc import Callable
from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.file import FileRequired

from forms.document import DocumentField
from grants.arriving import Arrived
from grants.definitions.question import Piece
from grants.models import Application
from workflows.errors import Invalid


class PieceForm(FlaskForm):
    """One file for one demanded piece."""

    content = DocumentField("Fichier", [FileRequired("Choisissez un fichier.")])
    template = "applications/pieces.html"

    def __init__(self, application: Application, asked: Piece) -> None:
        super().__init__(prefix=asked.key)
        self.subject, self.asked = application, asked
        self.content.limit_to(asked.accept, asked.max_size_mb)
        self.around: dict[str, Any] = {}  # what stands around the form, when an error shows the page again
        self.lay_out: Callable[[], None] = lambda: None

    @property
    def questions(self) -> list[Any]:
        return [self.content]

    def cleaned(self) -> Arrived:
        """The stored content; `Invalid` when there is none."""
        if not self.validate() or self.content.arrived is None:
            raise Invalid
        return self.content.arrived

    def show_current(self) -> None:
        """Nothing typed to compare."""
