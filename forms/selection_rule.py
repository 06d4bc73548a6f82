"""One rule of a scenario, asked in words: each kind has its own few questions."""

from decimal import Decimal
from typing import Any

from wtforms import DecimalField, IntegerField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from forms.act import ActForm
from forms.fields import MoneyField, options
from forms.reasons import NEEDED
from grants.definitions.selection_rules import TITLES, RuleKind
from grants.definitions.themes import THEMES
from grants.models import Application, Scenario
from grants.values.sentences import sentence
from grants.values.territories import DEPARTMENTS, REGION

MEASURES = [("amount", "Un montant"), ("count", "Un nombre de dossiers")]
BOUNDS = (RuleKind.AT_LEAST, RuleKind.AT_MOST)
SHARES = {
    RuleKind.SHARE_AT_LEAST: "Part minimale de l’argent donné, en pourcentage",
    RuleKind.SHARE_AT_MOST: "Part maximale de l’argent donné, en pourcentage",
    RuleKind.RATE_AT_LEAST: "Taux minimal du coût du projet, en pourcentage",
    RuleKind.RATE_AT_MOST: "Taux maximal du coût du projet, en pourcentage",
    RuleKind.LEAST: "Part minimale de la demande, en pourcentage",
}


class Ticks(SelectMultipleField):
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class RuleForm(ActForm):
    """`kind` says which questions there are; the part is asked of every kind that is not about named files."""

    kind: RuleKind
    files: tuple[Application, ...] = ()

    def prepare(self, subject: Scenario) -> None:
        self.words = sentence("Ajouter %(rule)s", rule=TITLES[self.kind])
        self.lead = "Cette règle vaut pour le calcul seulement : elle ne change ni le scénario ni les enveloppes."

    def rule(self) -> dict[str, Any]:
        """As the scenario keeps it."""
        given = self.cleaned()
        return {"kind": str(self.kind)} | self.what(given) | self.whom(given)

    def what(self, given: dict[str, Any]) -> dict[str, Any]:
        if self.kind in SHARES:
            return {"share": given["share"] / Decimal(100)}
        if self.kind in BOUNDS and given["measure"] == "count":
            return {"count": given["count"] or 0}
        return {"amount": given["amount"].cents if given["amount"] else 0} if self.kind in BOUNDS else {}

    def whom(self, given: dict[str, Any]) -> dict[str, Any]:
        named = [given[name] for name in ("needing", "needed") if given.get(name)] + list(given.get("named") or ())
        if named:
            return {"files": tuple(map(int, named))}
        return {name: given[name] for name in ("department", "theme") if given.get(name)}

    def validate(self, extra_validators: Any = None) -> bool:
        right = bool(super().validate(extra_validators))
        if self.kind is RuleKind.EXCLUSIVE and right and len(self.named.data) < 2:
            self.named.errors = ["Choisissez deux dossiers au moins."]
        elif self.kind is RuleKind.NEEDS and right and self.needing.data == self.needed.data:
            self.needed.errors = ["Choisissez deux dossiers différents."]
        elif self.kind in BOUNDS and right:
            self.check_bound()
        return right and not self.errors

    def check_bound(self) -> None:
        asked = self.count if self.measure.data == "count" else self.amount
        if asked.data is None:
            asked.errors = ["Répondez à cette question."]


def rule_form(kind: RuleKind, scenario: Scenario, files: tuple[Application, ...]) -> RuleForm:
    """The questions of this kind, with the departments, the themes or the files of the board to choose from."""
    fields: dict[str, Any] = {"kind": kind, "files": files}
    fields |= what_fields(kind)
    if kind in (RuleKind.EXCLUSIVE, RuleKind.NEEDS):
        fields |= file_fields(kind, files)
    else:
        fields |= part_fields(files)
    if kind is RuleKind.ALL_OR_NOTHING:
        fields["named"] = Ticks("Ou seulement ces dossiers", [Optional()], choices=named(files))
    return type("RuleForm", (RuleForm,), fields)("scenario.edit", scenario)  # type: ignore[no-any-return]


def what_fields(kind: RuleKind) -> dict[str, Any]:
    if kind in SHARES:
        between = NumberRange(min=0, max=100, message="Entre 0 et 100.")
        return {"share": DecimalField(SHARES[kind], [InputRequired("Entre 0 et 100."), between], use_locale=True)}
    if kind not in BOUNDS:
        return {}
    return {
        "measure": RadioField("Compter", [NEEDED], choices=options(MEASURES), default="amount"),
        "amount": MoneyField("Montant, en euros", [Optional()], zero=True),
        "count": IntegerField("Ou nombre de dossiers retenus", [Optional(), NumberRange(min=0, max=1000)]),
    }


def part_fields(files: tuple[Application, ...]) -> dict[str, Any]:
    departments = sorted({each.department for each in files if each.department})
    themes = sorted({each.theme for each in files if each.theme})
    places = [(each, "Dossiers régionaux" if each == REGION else f"{each} {DEPARTMENTS.get(each, '')}")
              for each in departments]  # fmt: skip
    found = {"department": SelectField("Département", choices=options([("", "Tous"), *places]))}
    if themes:
        labels = [(each, THEMES.get(each, each)) for each in themes]
        found["theme"] = SelectField("Thème", choices=options([("", "Tous"), *labels]))
    return found


def file_fields(kind: RuleKind, files: tuple[Application, ...]) -> dict[str, Any]:
    if kind is RuleKind.EXCLUSIVE:
        return {"named": Ticks("Un seul au plus de ces dossiers", [NEEDED], choices=named(files))}
    return {
        "needing": SelectField("Ce dossier", [NEEDED], choices=named(files)),
        "needed": SelectField("n’est retenu que si celui-ci l’est aussi", [NEEDED], choices=named(files)),
    }


def named(files: tuple[Application, ...]) -> Any:
    return options((str(each.id), f"{each.organisation.name}, {each.title}") for each in files)
