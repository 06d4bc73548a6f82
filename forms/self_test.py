"""The two-minute test of a call: read from the address, nothing is kept."""

from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import StringField

from forms.answer_fields import field_for, made
from forms.showing import typed
from grants.definitions import self_test
from grants.definitions.answers import Context, Wrong, clean
from grants.definitions.call import CallFile
from grants.definitions.conditions import is_filled
from grants.definitions.question import Question


class SelfTest:
    """The questions of one call as fields, with what the address answers to them."""

    def __init__(self, call: CallFile, given: MultiDict[str, str]) -> None:
        self.asked = self_test.questions(call)
        self.context = Context(call, self.asked, {})
        fields = {each.key: self.field(each) for each in self.asked}
        self.page = made("SelfTestPage", fields)(formdata=given if given else None)
        self.answers: dict[str, Any] = {}
        for question in self.asked:
            self.read(question)

    def field(self, question: Question) -> Any:
        """One place is enough here: the field is a line, not a list."""
        if question.type != "territory":
            return field_for(question, self.context, rows=1)
        sought = {"data-places": ",".join(question.levels or [])}
        return StringField(question.label, description=question.help or "", render_kw=sought)

    def read(self, question: Question) -> None:
        """Keep the answer, or say at its question why it is not one."""
        field = self.page[question.key]
        raw = typed(question, [field.data] if question.type == "territory" else field.data)
        if not is_filled(raw):
            return
        try:
            self.answers[question.key] = clean(question, raw, self.context)
        except Wrong as error:
            field.errors = [*field.errors, *error.sentences]

    @property
    def is_wrong(self) -> bool:
        return any(field.errors for field in self.page)
