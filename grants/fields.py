"""What the field component asks of a WTForms field: its kind, the marks of its control, its faults."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from flask import Flask

from grants.languages import gettext

KINDS = {"RadioField": "choices", "FieldList": "rows", "FormField": "form", "MoneyField": "money"}
SELECTS = ("SelectField", "SelectMultipleField")
AUTOCOMPLETE = {"email": "email", "tel": "tel", "password": "current-password", "url": "url"}
INPUTMODE = {"money": "decimal", "DecimalField": "decimal", "FloatField": "decimal", "IntegerField": "numeric"}


def field_kind(field: Any) -> str:
    """hidden, check, choices, rows, form, money, select, file, text…: how the field is laid out."""
    return kind_of(type(field), type(field.widget), getattr(field.widget, "input_type", ""))  # type: ignore[arg-type]


@lru_cache(maxsize=512)  # asked several times of each field of a page
def kind_of(field: type, widget: type, drawn: str) -> str:
    names = [each.__name__ for each in field.__mro__]
    if drawn in ("hidden", "submit"):
        return "hidden"
    for name in names:
        if name in KINDS:
            return KINDS[name]
    if drawn == "checkbox":
        return "check"
    if not any(name in SELECTS for name in names):
        return drawn or "textarea"
    return "choices" if widget.__name__ in ("ListWidget", "TableWidget") else "select"


def marks(field: Any, css: str, help: str | None = None) -> dict[str, Any]:
    """The control's attributes: class, what describes it, whether it is wrong, how a phone should help."""
    given = field.render_kw or {}
    kind = field_kind(field)
    helped = f"{field.id}-help" if help or field.description else ""
    wrong = f"{field.id}-error" if field.errors else ""
    found: dict[str, Any] = {"class": " ".join(filter(None, [css, "is-bad" if wrong else "", given.get("class")]))}
    found["aria-describedby"] = f"{helped} {wrong}".strip()
    found["aria-invalid"] = "true" if wrong else ""
    found["autocomplete"] = given.get("autocomplete") or AUTOCOMPLETE.get(kind) or ("off" if kind == "money" else "")
    found["inputmode"] = given.get("inputmode") or INPUTMODE.get(kind) or INPUTMODE.get(field.type)
    if kind == "textarea":
        found["rows"] = given.get("rows", 5)
    return {name: value for name, value in found.items() if value}


def group_marks(field: Any, help: str | None = None) -> dict[str, Any]:
    """The attributes of a fieldset: what describes it."""
    found = marks(field, "", help)
    return {"aria-describedby": found["aria-describedby"]} if "aria-describedby" in found else {}


def own_errors(field: Any) -> list[str]:
    """A field's own sentences, without those of the fields inside it."""
    return [str(each) for each in field.errors if not isinstance(each, dict | list)]


def faults(form: Any) -> list[tuple[str, str]]:
    """Where each mistake is and its sentence, in the order of the page; a form-wide one goes to the first question."""
    return list(found_in(form))


def found_in(fields: Any, where: str = "") -> Iterator[tuple[str, str]]:
    for field in fields:
        kind = field_kind(field)
        if kind not in ("rows", "form"):
            yield from ((field.id, f"{where}{field.label.text} : {each}") for each in field.errors)
        elif kind == "form":
            yield from found_in(field, where)
        else:
            yield from ((field.id, f"{where}{field.label.text} : {each}") for each in own_errors(field))
            for rank, row in enumerate(field, 1):
                yield from found_in([row], gettext("Ligne %(number)s, ", number=rank))


def init_app(app: Flask) -> None:
    """Give these to the templates as filters."""
    app.jinja_env.filters.update({each.__name__: each for each in (field_kind, marks, group_marks, own_errors, faults)})
