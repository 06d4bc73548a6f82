"""Fields for our own values, and fields that keep what was typed."""

from collections.abc import Iterable
from typing import Any

from wtforms import SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from grants.values.money import ZERO, Money


def options(pairs: Iterable[tuple[Any, Any]]) -> list[SelectChoice]:
    """What a menu or a list of boxes proposes, from values and their words."""
    return [SelectChoice(value=value, label=label) for value, label in pairs]


class MoneyField(StringField):
    """An amount typed as in French, "1 234,50"; above zero unless `zero` allows it."""

    data: Money | None

    def __init__(self, label: str | None = None, validators: Any = None, *, zero: bool = False, **kwargs: Any) -> None:
        super().__init__(label, validators, **kwargs)
        self.zero = zero

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        amount = Money.parse(valuelist[0]) if valuelist and valuelist[0].strip() else None
        if amount == ZERO and not self.zero:
            raise ValueError("Le montant doit dépasser zéro.")
        self.data = amount

    def _value(self) -> Any:
        # Without its sign: the field draws the € beside it.
        return self.raw_data[0] if self.raw_data else str(self.data or "").removesuffix("€").strip()


class TypedMoneyField(MoneyField):
    """The same on screen, but its data is the text typed: answers are cleaned together, after."""

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = valuelist[0] if valuelist else ""


class Boxes(SelectMultipleField):
    """Values to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()
