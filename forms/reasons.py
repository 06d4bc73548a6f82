"""Words and days that acts ask for, always in the same way."""

from typing import Any

from wtforms import DateField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

NEEDED = InputRequired("Répondez à cette question.")
WRITTEN = DataRequired("Écrivez une phrase au moins.")
LONG = Length(max=4000, message="Quatre mille signes au plus.")


def said(value: str | None) -> str:
    """What was written, without the spaces around it."""
    return (value or "").strip()


def reason_field(label: str, help: str = "", *, optional: bool = False) -> Any:
    """A sentence or more, in plain words."""
    kept = [LONG] if optional else [WRITTEN, LONG]
    return TextAreaField(label, kept, description=help, filters=[said], render_kw={"rows": 4})


def day_field(label: str, help: str = "") -> Any:
    return DateField(label, [NEEDED], description=help)
