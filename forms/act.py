"""The form of any act: what was seen, what is typed."""

from collections.abc import Callable
from typing import Any

from flask import g
from flask_wtf import FlaskForm
from wtforms import IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from forms.filled import Filled
from workflows.errors import Invalid
from workflows.words import WORDS


class ActForm(FlaskForm):
    """Carries the version that the person saw; kept in `g` so that an error can show it again.

    What a page of confirmation says (`lead`, `consequences`, `recipients`, `cost`) is set by each act's own form.
    """

    class Meta(Filled):
        pass

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    lead = ""

    def __init__(self, act: str, subject: Any) -> None:
        super().__init__(data={"version": subject.version} | self.begin_with(subject))
        self.act, self.subject, self.words = act, subject, WORDS[act]
        self.consequences: list[str] = []
        self.recipients: list[str] = []
        self.cost: Any = None
        self.changes: list[Any] = []
        self.subject_line, self.back = "", ""
        # What only the page shows, found just before it is shown: whoever does the act does not wait for it.
        self.lay_out: Callable[[], None] = lambda: None
        self.prepare(subject)
        g.form = self

    def begin_with(self, subject: Any) -> dict[str, Any]:
        """What the fields say before anything is typed."""
        return {}

    def prepare(self, subject: Any) -> None:
        """Choices and consequences that depend on the subject."""

    @property
    def questions(self) -> list[Any]:
        """The fields that a person fills in."""
        return [field for field in self if not isinstance(field.widget, HiddenInput)]

    def cleaned(self) -> dict[str, Any]:
        """The service's arguments; `Invalid` when one is wrong."""
        if not self.validate():
            raise Invalid
        return {field.name: said_in(field) for field in self if field.name != "csrf_token"}

    def show_current(self) -> None:
        """Take the version of the subject as it is now, and keep what was typed."""
        self.version.raw_data, self.version.data = None, self.subject.version


def said_in(field: Any) -> Any:
    """What was answered; a text that was not sent at all is an empty one."""
    is_text = type(field) in (StringField, TextAreaField)
    return "" if is_text and field.data is None else field.data
