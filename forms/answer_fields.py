"""From a question to the WTForms field that asks it."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from markupsafe import Markup
from wtforms import (
    BooleanField,
    EmailField,
    Field,
    FieldList,
    Form,
    FormField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.fields.choices import Choice, SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from forms.fields import TypedMoneyField
from grants.definitions.answers.context import Context, years_of
from grants.definitions.question import TABLES, Column, Option, Question
from grants.values.budgets import STATUSES
from grants.values.sentences import sentence

MANY = 9  # a longer list of options is a menu, not buttons
INPUTS = {"long_text": TextAreaField, "email": EmailField, "phone": TelField, "money": TypedMoneyField}
HINTS = {"date": "Par exemple 10/07/2020.", "commune": "Un nom, un code INSEE ou un code postal."}
MODES = {"number": "decimal", "siret": "numeric"}


class Kept:
    """A choice that shows an answer no longer proposed, so that saving its page does not lose it."""

    data: Any

    def iter_choices(self) -> list[Choice]:
        found: list[Choice] = super().iter_choices()  # type: ignore[misc]
        known = {str(each.value) for each in found}
        given = self.data if isinstance(self.data, list) else [self.data] if self.data else []
        gone = [str(each) for each in given if str(each) not in known]
        return found + [
            Choice(each, gettext("%(answer)s (n’est plus proposé)", answer=each), True, {}) for each in gone
        ]


class MenuField(Kept, SelectField):
    """One answer among many."""


class ButtonsField(Kept, RadioField):
    """One answer among a few."""


class ChecksField(Kept, SelectMultipleField):
    """Several answers among a few, as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class PieceLink:
    """A way to the page of the pieces, beside the form: the answer is given there."""

    def __call__(self, field: Any, **marks: Any) -> Markup:
        words = gettext("Joindre ce document sur la page des pièces")
        return Markup('<a id="{}" class="btn btn-line" href="../pieces#{}">{}</a>').format(field.id, field.piece, words)


class PieceField(Field):
    """A question answered by joining the piece of the same key; nothing is typed here."""

    widget = PieceLink()

    def __init__(self, label: str, *, piece: str, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.piece = piece

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = ""


class LineForm(Form):
    """One row of a table, or one group of figures; its fields are added to a subclass."""

    class Meta:
        locales = ["fr_FR"]


def field_for(question: Question, context: Context, *, rows: int) -> Any:
    """The field of a question; rows: how many lines a table shows."""
    common = {"label": question.label, "description": question.help or HINTS.get(question.type, "")}
    if question.type == "attestation":
        return BooleanField(**common)
    if question.type == "file":
        return PieceField(**common, piece=question.key)
    if question.type == "choices":
        return ChecksField(**common, choices=pairs(context.options(question)), validate_choice=False)
    if question.type == "territory":
        sought = {"data-places": ",".join(question.levels or ["commune"])}
        return FieldList(StringField("Lieu", render_kw=sought), **common, min_entries=rows)
    if question.type in TABLES:
        return FieldList(FormField(row_form(question, context)), **common, min_entries=rows)
    if question.type == "budget":
        return FormField(budget_form(question, context), **common)
    if question.type == "indicators":
        return FormField(indicators_form(question, context, rows), **common)
    return one_line(question, context, common)


def one_line(asked: Question | Column, context: Context, common: dict[str, Any]) -> Any:
    if asked.type == "choice":
        return choice(context.options(asked), common, is_cell=isinstance(asked, Column))
    kind = INPUTS.get(asked.type, StringField)
    marks: dict[str, Any] = {"inputmode": MODES[asked.type]} if asked.type in MODES else {}
    marks |= {"data-places": "commune"} if asked.type == "commune" else {}
    return kind(**common, render_kw=marks)


def choice(options: Sequence[Option], common: dict[str, Any], *, is_cell: bool) -> Any:
    if is_cell or len(options) > MANY:
        return MenuField(
            **common, choices=[SelectChoice(value="", label="Choisissez"), *pairs(options)], validate_choice=False
        )
    return ButtonsField(**common, choices=pairs(options), validate_choice=False)


def pairs(options: Sequence[Option]) -> list[SelectChoice]:
    return [SelectChoice(value=option.value, label=option.label) for option in options]


def made(name: str, fields: dict[str, Any]) -> type[LineForm]:
    """A form with these fields."""
    return type(name, (LineForm,), fields)


def row_form(question: Question, context: Context) -> type[LineForm]:
    """The cells of one line."""
    columns = question.columns or []
    return made("RowForm", {f"c_{each.key}": one_line(each, context, {"label": each.label}) for each in columns})


def budget_form(question: Question, context: Context) -> type[LineForm]:
    """An amount for each account and year, and for public grants whether each is granted."""
    fields: dict[str, Any] = {}
    for leaf in context.grid(question).leaves():
        for rank, year in enumerate(years_of(question)):
            fields[f"a_{leaf.code}_{rank}"] = TypedMoneyField(f"{leaf.label}, {year}" if year else leaf.label)
        if leaf.code.startswith("74_"):
            label = sentence("%(label)s : où en est-on ?", label=leaf.label)
            states = [SelectChoice(value=each, label=text) for each, text in {"": "Sans objet", **STATUSES}.items()]
            fields[f"s_{leaf.code}"] = MenuField(label, choices=states, validate_choice=False)
    return made("BudgetForm", fields)


def indicators_form(question: Question, context: Context, rows: int) -> type[LineForm]:
    """A figure for each indicator and year, the reason of a gap, and the organisation's own indicators."""
    fields: dict[str, Any] = {}
    years = years_of(question)
    for each in context.indicators(question):
        label = f"{each.label} ({each.unit})"
        for rank, year in enumerate(years):
            title = f"{label}, {year}" if year else label
            fields[f"v_{each.key}_{rank}"] = StringField(title, description=each.count_rule)
        if question.explain_gap_above is not None:
            fields[f"w_{each.key}"] = StringField(sentence("%(label)s : pourquoi cet écart ?", label=each.label))
    own = {f"v_{rank}": StringField(sentence("Cible %(year)s", year=year).strip()) for rank, year in enumerate(years)}
    names = {"label": StringField("Nom"), "unit": StringField("Unité")}
    mine = FormField(made("OwnForm", names | own))
    return made("IndicatorsForm", {**fields, "own": FieldList(mine, "Vos propres indicateurs", min_entries=rows)})
