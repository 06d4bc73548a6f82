"""Sharing out the readings of a round: who, which files, by when; the round's rules; a reviewer's own sheet."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import g, request
from flask_wtf import FlaskForm
from wtforms import DateField, IntegerField, SelectField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from forms.fields import options
from forms.filled import Filled
from forms.reasons import said
from grants.definitions.themes import THEMES
from grants.models import ReaderProfile
from grants.queries.panels import Sharing
from grants.services.readings import Wanted
from grants.values import clock
from grants.values.identifiers import is_siren
from grants.values.territories import DEPARTMENTS
from workflows.errors import Invalid

DAYS = 14
TRIPLE = re.compile(r"(\d{1,12}):(\d{1,12}):(\d{1,12})", re.ASCII)
ALL = [("", "Tous")]
KNOWN = [("0", "Je ne connais pas"), ("50", "Je connais"), ("100", "C’est mon métier")]


class PageForm(FlaskForm):
    """A form of one page, shown again with what was typed and what is wrong."""

    class Meta(Filled):
        pass

    subject, template = None, ""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.around: dict[str, Any] = {}
        self.lay_out: Callable[[], None] = lambda: None  # what the view finds for its page, when it is shown
        g.form = self

    @property
    def questions(self) -> list[Any]:
        return [field for field in self if not isinstance(field.widget, HiddenInput)]

    def cleaned(self) -> dict[str, Any]:
        if not self.validate():
            raise Invalid
        return {field.name: field.data for field in self if field.name != "csrf_token"}


class ShareForm(PageForm):
    """The readings ticked on the sheet, and by when their scores are expected."""

    due_on = DateField("Notes attendues le", [InputRequired("Choisissez une date.")])

    def __init__(self) -> None:
        super().__init__(data={"due_on": clock.today() + timedelta(days=DAYS)})

    def validate(self, extra_validators: Any = None) -> bool:
        right = bool(super().validate(extra_validators))
        if right and self.due_on.data and self.due_on.data <= clock.today():
            self.due_on.errors = ["Choisissez un jour à venir."]
            return False
        return right

    def cleaned(self) -> dict[str, Any]:
        due_on = super().cleaned()["due_on"]
        wanted = [Wanted(file, version, reader) for file, reader, version in triples("given")]
        return {"wanted": wanted, "taken": triples("taken"), "due_on": due_on}


def triples(name: str) -> list[tuple[int, int, int]]:
    """What the boxes ticked say; anything else is left out."""
    matches = (TRIPLE.fullmatch(each) for each in request.form.getlist(name))
    return [(int(each[1]), int(each[2]), int(each[3])) for each in matches if each]


class RuleForm(PageForm):
    theme = SelectField("Thème")
    department = SelectField("Département")
    reviewer_id = SelectField("À qui", [InputRequired("Choisissez une personne.")], coerce=int)

    def __init__(self, sharing: Sharing) -> None:
        super().__init__()
        self.theme.choices = options([*ALL, *THEMES.items()])
        self.department.choices = options([*ALL, *DEPARTMENTS.items()])
        self.reviewer_id.choices = options((each.user.id, each.user.name) for each in sharing.readers)

    def validate(self, extra_validators: Any = None) -> bool:
        right = bool(super().validate(extra_validators))
        if not self.theme.data and not self.department.data:
            self.theme.errors = ["Choisissez un thème, un département, ou les deux."]
            return False
        return right


class ProfileForm(PageForm):
    """What a reviewer knows, where, how much they take, for whom they work; one question a theme (`profile_form`)."""

    words = "Enregistrer"

    departments = SelectMultipleField(
        "Départements que vous connaissez", widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(),
        choices=options(DEPARTMENTS.items()),
    )  # fmt: skip
    most = IntegerField(
        "Dossiers que vous pouvez lire, au plus, par vague",
        [InputRequired("Écrivez un nombre."), NumberRange(0, 500, "Entre 0 et 500.")],
    )
    employer = StringField(
        "Votre employeur", [Length(max=200)], filters=[said],
        description="Sert à trouver les liens d’intérêts avant de vous confier un dossier, et à rien d’autre.",
    )  # fmt: skip
    employer_siren = StringField(
        "Son numéro SIREN", [Optional(), Length(max=20)], filters=[said], description="Neuf chiffres, si vous l’avez."
    )

    @property
    def themes(self) -> list[Any]:
        return [field for field in self if field.name.startswith("theme_")]

    def validate(self, extra_validators: Any = None) -> bool:
        right = bool(super().validate(extra_validators))
        if self.employer_siren.data and not is_siren(self.employer_siren.data):
            self.employer_siren.errors = ["Ce SIREN n’existe pas : relisez ses neuf chiffres."]
            return False
        return right

    def cleaned(self) -> dict[str, Any]:
        typed = super().cleaned()
        skills = {
            key.removeprefix("theme_"): int(value or 0) for key, value in typed.items() if key.startswith("theme_")
        }
        return {"skills": skills} | {key: value for key, value in typed.items() if not key.startswith("theme_")}


def profile_form(profile: ReaderProfile) -> ProfileForm:
    """The form with one question a theme, as this person answered."""
    fields = {f"theme_{key}": SelectField(label, choices=options(KNOWN)) for key, label in THEMES.items()}
    kind = type("ThemesForm", (ProfileForm,), fields)
    begun: dict[str, Any] = {f"theme_{key}": nearest(int(profile.skills.get(key, 0))) for key in THEMES}
    begun |= {"departments": profile.departments, "most": profile.most}
    found: ProfileForm = kind(data=begun | {"employer": profile.employer, "employer_siren": profile.employer_siren})
    return found


def nearest(skill: int) -> str:
    return "100" if skill >= 70 else "50" if skill else "0"
