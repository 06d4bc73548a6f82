"""A page of questions made from the definition of a call, that keeps whatever is typed."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from wtforms import FieldList, FormField, IntegerField
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from forms.answer_fields import field_for
from forms.filled import Filled
from forms.showing import shown, typed
from grants.definitions.answers import Context, typed_or_clean
from grants.definitions.completeness import faults, visible_among
from grants.definitions.conditions import is_filled
from grants.definitions.question import FormDefinition, Question, Section


class AnswersForm(FlaskForm):
    """The questions of one page; `answers` says what a draft keeps, right or not yet."""

    class Meta(Filled):
        pass

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    asked: Sequence[Question] = ()
    context: Context

    def field_of(self, question: Question) -> Any:
        return self[name_of(question)]

    @property
    def questions(self) -> list[Any]:
        """The fields that a person fills in."""
        return [self.field_of(question) for question in self.asked]

    def answers(self) -> dict[str, Any]:
        """What to keep for each question of the page: the value, or what was typed when it is not one yet."""
        raw = {question.key: typed(question, self.field_of(question).data) for question in self.asked}
        context = self._beside(raw)
        return {question.key: typed_or_clean(question, raw[question.key], context) for question in self.asked}

    def _beside(self, raw: Mapping[str, Any]) -> Context:
        known = self.context
        return Context(known.call, known.questions, {**known.answers, **raw}, known.application)

    def validate(self, extra_validators: Any = None, *, complete: bool = False) -> bool:
        """Put each mistake beside its question; complete: an empty required answer is one."""
        right = bool(super().validate(extra_validators))
        answers = self.answers()
        context = self._beside(answers)
        for question in self.asked:
            if complete or is_filled(answers[question.key]):
                right = not mark(self.field_of(question), faults(question, answers[question.key], context)) and right
        return right

    def add_row(self) -> bool:
        """Add the line that the person asked for; whether one was asked (then nothing is to be sent yet)."""
        wanted = request.form.get("add_row", "")
        for found in lists_in(self):
            if found.name == wanted and len(found) < 100:
                found.append_entry()
                return True
        return False

    def next_line(self, name: str) -> str:
        """The place of the empty line that follows those filled in a list, or of the list when it is full."""
        found = next((each for each in lists_in(self) if each.name == name), None)
        asked = next((each for each in self.asked if f"{name}-".startswith(f"{name_of(each)}-")), None)
        if found is None or asked is None:
            return name
        filled = sum(any(each.values()) if isinstance(each, dict) else bool(each) for each in found.data)
        limit = asked.own_max if asked.type == "indicators" else asked.max_rows
        return name if limit is not None and filled >= limit else f"{name}-{filled}"


def name_of(question: Question) -> str:
    """The name of a question's field; prefixed, so that no key can hide a method of the form."""
    return f"q_{question.key}"


def lists_in(fields: Any) -> list[Any]:
    """Every list of lines of a form, those inside groups included."""
    found = [field for field in fields if isinstance(field, FieldList)]
    groups = [field for field in fields if isinstance(field, FormField)]
    return found + [each for group in groups for each in lists_in(group.form)]


def mark(field: Any, sentences: list[str]) -> bool:
    """Show these sentences at a field, or at the first field of a group."""
    if sentences:
        target = next(iter(field.form), field) if isinstance(field, FormField) else field
        target.errors = [*target.errors, *sentences]
    return bool(sentences)


def section_form(
    context: Context, form: FormDefinition, section: Section, *, facts: Mapping[str, Any], version: int
) -> AnswersForm:
    """The page of one section, with the questions that the answers so far call for."""
    visible = {question.key for question in visible_among(form.questions, context.answers, facts)}
    return answers_form(context, [each for each in section.questions if each.key in visible], version=version)


def answers_form(context: Context, questions: Sequence[Question], *, version: int, is_read: bool = True) -> AnswersForm:
    """A page of these questions, filled with what the context already knows (a report's page too).

    is_read: whether it takes what the request brings; a page shown again after its answers were read does not.
    """
    data = {name_of(each): shown(each, context.answers.get(each.key), context) for each in questions}
    fields: dict[str, Any] = {
        name_of(each): field_for(each, context, rows=lines_of(each, data[name_of(each)])) for each in questions
    }
    page = type("QuestionsForm", (AnswersForm,), {**fields, "asked": tuple(questions), "context": context})
    sent: dict[str, Any] = {} if is_read else {"formdata": None}
    made: AnswersForm = page(data={"version": version, **data}, **sent)
    for question in questions:
        if question.required:
            made.field_of(question).flags.required = True
    return made


def lines_of(question: Question, data: Any) -> int:
    """How many lines a table shows: those filled and one more, within the limits."""
    filled = len(data.get("own", [])) if isinstance(data, dict) else len(data) if isinstance(data, list) else 0
    wanted = max(filled + 1, question.min_rows or 0)
    limit = question.own_max if question.type == "indicators" else question.max_rows
    return max(min(wanted, limit), filled) if limit is not None else wanted
