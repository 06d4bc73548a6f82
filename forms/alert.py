"""What to be told of: themes, departments, and for a visitor an address."""

from collections.abc import Mapping

from flask_wtf import FlaskForm
from wtforms import EmailField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Email, InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from forms.filled import Filled
from grants.values.territories import DEPARTMENTS

ANY = "Rien de coché : tous."


def choices(labels: Mapping[str, str]) -> list[SelectChoice]:
    return [SelectChoice(value=key, label=label) for key, label in labels.items()]


class WishesField(SelectMultipleField):
    """Boxes to tick: only what is proposed."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class WishForm(FlaskForm):
    """The wishes of a person whose address is known."""

    class Meta(Filled):
        pass

    themes = WishesField("Quels thèmes ?", description=ANY)
    departments = WishesField("Quels départements ?", description=ANY, choices=choices(DEPARTMENTS))

    def offer(self, themes: Mapping[str, str]) -> None:
        self.themes.choices = choices(themes)

    def wishes(self) -> dict[str, list[str]]:
        return {"themes": self.themes.data or [], "departments": self.departments.data or []}


class AddressForm(WishForm):
    """The same for a visitor, who confirms the address by a mail."""

    email = EmailField(
        "Votre adresse électronique", [InputRequired("Écrivez votre adresse électronique."), Length(max=254),
        Email("Écrivez une adresse électronique comme nom@exemple.fr.")],
        description="Elle ne sert qu’à ces alertes ; vous la retirez en un geste.",
        render_kw={"autocomplete": "email"},
    )  # fmt: skip
