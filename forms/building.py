"""The page of one part of a call in construction: its fields, found in the schema, and its conditions as rows."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask import g, request
from flask_wtf import FlaskForm
from wtforms import FieldList, Form, FormField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from forms.answer_fields import ChecksField
from forms.builder import lists_in
from forms.filled import Filled
from grants.definitions.drafting import names, references, rows
from grants.definitions.drafting.beginnings import limits_of
from grants.definitions.drafting.changing import put
from grants.definitions.drafting.kinds import Asked, fields_of
from grants.definitions.drafting.spots import Spot, locate
from grants.definitions.drafting.typing import shown, typed
from grants.definitions.files import structured
from grants.models import CallDraft
from workflows.errors import Invalid

YES_NO = [("oui", "Oui"), ("non", "Non")]
COMBINED = [
    SelectChoice(value="all", label="toutes sont vraies"),
    SelectChoice(value="any", label="une au moins l’est"),
]
AREAS = {"area", "lines", "options", "places", "mapping", "mapping_whole"}
SENTENCES = {"label", "help", "summary", "summary_en", "message", "question"}
WITHOUT_PAGE = {"part", "parts"}  # they have pages of their own


class PartForm(FlaskForm):
    """The fields of one part; made by `part_form`."""

    class Meta(Filled):
        pass

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])


class RowForm(Form):
    """One line of a condition; what one may choose is set by `condition_form`."""

    value = StringField("Valeur")


def control(asked: Asked, spot: Spot) -> Any:
    """The WTForms field of one field of a part."""
    common: dict[str, Any] = {"label": names.field(asked.name), "description": names.HELPS.get(asked.name, "")}
    if asked.kind == "condition":
        return FormField(condition_form(spot, asked.name), **common)
    pairs = references.pairs_of(asked, spot)
    if asked.kind == "yes_no":
        pairs = YES_NO
    if asked.kind == "choices" or (pairs is not None and asked.kind == "lines"):
        return ChecksField(
            **common, choices=[SelectChoice(value=a, label=b) for a, b in pairs or []], validate_choice=False
        )
    if pairs is not None:
        return select(common, pairs)
    if asked.kind in AREAS or asked.name in SENTENCES:
        return TextAreaField(**common, render_kw={"rows": 2 if asked.name in SENTENCES else 6})
    return StringField(**common)


def select(common: dict[str, Any], pairs: list[tuple[str, str]]) -> SelectField:
    choices = [SelectChoice(value=value, label=words) for value, words in [("", "Non précisé"), *pairs]]
    return SelectField(**common, choices=choices, validate_choice=False)


def condition_form(spot: Spot, name: str) -> type[Form]:
    """Rows of: of what, how compared, with what; one empty row waits for more."""
    asked = [each for each in references.asked_with(spot) if each.get("key") != own_key(spot)]
    subject = menu("De quoi parle-t-on", subjects(asked))
    operator = menu("Comment on compare", list(rows.WORDS.items()))
    line = type("LineForm", (RowForm,), {"subject": subject, "operator": operator, "value": StringField("À quoi")})
    known = rows.rows_of(spot.value.get(name), asked)
    combine = RadioField(
        "Si plusieurs lignes", choices=COMBINED, default=known[0] if known else "all", validate_choice=False
    )
    lines = FieldList(FormField(line), "Lignes", min_entries=len(known[1]) + 1 if known else 1, max_entries=12)
    return type("ConditionForm", (Form,), {"combine": combine, "rows": lines, "known": known, "asked_with": asked})


def subjects(asked: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """The questions, then the facts that a condition may speak of."""
    found = [(f"q:{each['key']}", f"Question : {each.get('label', '')}"[:90]) for each in asked]
    return found + [(f"f:{key}", words) for key, words in rows.NAMED_FACTS.items()]


def menu(label: str, pairs: list[tuple[str, str]]) -> SelectField:
    choices = [SelectChoice(value=value, label=words) for value, words in [("", "Choisissez"), *pairs]]
    return SelectField(label, choices=choices, validate_choice=False)


def own_key(spot: Spot) -> Any:
    return spot.value.get("key") if spot.model == "Question" else None


class PartPage:
    """One part of a draft as its page shows it; kept in `g`, so that a clash shows it again with nothing lost."""

    template = "building/part.html"

    def __init__(self, draft: CallDraft, spot: Spot) -> None:
        self.subject = self.draft = draft
        self.spot = spot
        self.changes: list[dict[str, str]] = []
        self.around: dict[str, Any] = {}  # what the view tells of the parts inside, and of the way here
        self.asked = [each for each in fields_of(spot) if each.kind not in WITHOUT_PAGE]
        self.form = part_form(self.asked, spot, draft.version)
        g.form = self

    def __iter__(self) -> Iterator[Any]:
        return iter(self.form)

    @property
    def questions(self) -> list[Any]:
        return [self.form[name_of(each)] for each in self.asked]

    def is_submitted(self) -> bool:
        return bool(self.form.is_submitted())

    def adds_row(self) -> bool:
        """Add the line of a condition that was asked for; whether one was: then nothing is kept yet."""
        wanted = request.form.get("add_row", "")
        for found in lists_in(self.form):
            if found.name == wanted and len(found) < found.max_entries:
                found.append_entry()
                return True
        return False

    def lay_out(self) -> None:
        """It is laid out from the start."""

    def cleaned(self) -> tuple[int, dict[str, Any]]:
        """(version seen, fields that changed); `Invalid` with each mistake beside its field."""
        right = self.form.validate()
        fields = {each.name: value for each in self.asked if (value := self.read(each)) is not UNCHANGED}
        if right and not self.wrong() and self.fits(fields):
            return self.form.version.data, with_limits(fields, self.spot)
        raise Invalid

    def wrong(self) -> bool:
        return any(field.form.rows.errors if isinstance(field, FormField) else field.errors for field in self.questions)

    def read(self, asked: Asked) -> Any:
        """The new value of one field; UNCHANGED when it says what it said."""
        field, before = self.form[name_of(asked)], self.spot.value.get(asked.name)
        try:
            value = test_typed(field.form, before) if asked.kind == "condition" else read_field(asked, field, before)
        except ValueError as error:
            complain(field, str(error))
            return UNCHANGED
        if value is None and asked.required:
            complain(field, "Répondez à cette question.")
        return UNCHANGED if value == before else value

    def fits(self, fields: Mapping[str, Any]) -> bool:
        """Whether the structure of a call takes these values; a mistake stands beside its field."""
        depth, right = len(self.spot.path), True
        for at, said in structured(put(self.spot.content, self.spot.address, with_limits(fields, self.spot)))[1]:
            name = str(at[depth]) if at[:depth] == self.spot.path and len(at) > depth else ""
            if name in fields and f"f_{name}" in self.form:
                right = False
                complain(self.form[f"f_{name}"], sentence(said))
        return right

    def show_current(self) -> None:
        """What another person wrote meanwhile stands beside what was typed; the next save is on top of it."""
        now = locate(self.draft.now, self.spot.address)
        value = now.value if now else {}
        for each in self.asked:
            theirs, mine = value.get(each.name), self.form[name_of(each)].data
            if each.kind != "condition" and shown(each, theirs) != mine and theirs != self.spot.value.get(each.name):
                self.changes.append(change(each, theirs, mine))
        self.form.version.raw_data, self.form.version.data = None, self.draft.version


UNCHANGED = object()


def complain(field: Any, said: str) -> None:
    """Beside a field; for a condition, beside its lines."""
    target = field.form.rows if isinstance(field, FormField) else field
    target.errors = [*target.errors, said]


def with_limits(fields: Mapping[str, Any], spot: Spot) -> dict[str, Any]:
    """A type that changes brings the limits that it can't do without."""
    if spot.model not in ("Question", "Column") or "type" not in fields:
        return dict(fields)
    return {**limits_of(str(fields["type"])), **fields}


def part_form(asked: list[Asked], spot: Spot, version: int) -> PartForm:
    """The form of these fields, filled with what the part holds."""
    fields = {name_of(each): control(each, spot) for each in asked}
    data: dict[str, Any] = {"version": version}
    for each in asked:
        value = spot.value.get(each.name)
        field_data = shown(each, value)
        if each.kind == "condition":
            known = rows.rows_of(value, references.asked_with(spot))
            field_data = {"combine": known[0], "rows": [vars(row) for row in known[1]]} if known else {}
        elif each.kind == "lines" and references.pairs_of(each, spot) is not None:
            field_data = value or []
        data[name_of(each)] = field_data
    made: PartForm = type("PartOfCallForm", (PartForm,), fields)(data=data)
    for each in asked:
        made[name_of(each)].flags.optional = not each.required
    return made


def name_of(asked: Asked) -> str:
    return f"f_{asked.name}"


def read_field(asked: Asked, field: Any, before: Any) -> Any:
    """What the file writes for what was typed."""
    if isinstance(field, ChecksField) and asked.kind == "lines":
        chosen = [value for value, *_ in field.iter_choices() if value in (field.data or [])]
        return before if sorted(chosen) == sorted(before or []) else chosen or None
    return typed(asked, field.data, before)


def test_typed(form: Any, before: Any) -> Any:
    """The condition that the rows say; a row without a subject says nothing."""
    said = [rows.Row(each.subject.data, each.operator.data or "", " ".join((each.value.data or "").split()))
            for each in form.rows if each.subject.data]  # fmt: skip
    if not said and form.known is None:
        return before
    if any(not each.operator for each in said):
        raise ValueError("Choisissez comment comparer.")
    return rows.test_of(form.combine.data or "all", said, form.asked_with, before)


def change(asked: Asked, theirs: Any, mine: Any) -> dict[str, str]:
    typed_here = mine if isinstance(mine, str) else ", ".join(mine or [])
    return {"label": names.field(asked.name), "theirs": told(asked, theirs) or "(vide)", "mine": typed_here or "(vide)"}


def told(asked: Asked, value: Any) -> str:
    text = shown(asked, value)
    return text if isinstance(text, str) else ", ".join(text)


def sentence(expected: str) -> str:
    """A mistake as a person reads it beside a field."""
    return f"{expected[:1].upper()}{expected[1:].rstrip('.')}."
