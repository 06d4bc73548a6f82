"""Giving a reading, and scoring on the call's weighted grid."""

from datetime import timedelta
from typing import Any

from wtforms import RadioField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from forms.act import ActForm
from forms.fields import options
from forms.reasons import NEEDED, day_field, reason_field
from grants.definitions.assessment import Criterion, GridDefinition
from grants.definitions.scoring import scale_of
from grants.models import Application, Review
from grants.queries import reviews as queries
from grants.values import clock
from grants.values.sentences import sentence

DAYS = 14
ABSTAIN = "abstain"


class AssignForm(ActForm):
    reviewer_ids = SelectMultipleField(
        "À qui", [NEEDED], coerce=int, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(),
        description="Seules paraissent les personnes désignées pour cet appel et sans lien avec ce dossier.",
    )  # fmt: skip
    due_on = day_field("Note attendue le")

    def begin_with(self, subject: Application) -> dict[str, Any]:
        return {"due_on": clock.today() + timedelta(days=DAYS)}

    def prepare(self, subject: Application) -> None:
        able = queries.candidates(subject)
        self.reviewer_ids.choices = options((each.id, each.name) for each in able)
        wanted = subject.file.reviewers(subject.stage_key)
        self.lead = sentence("Cet appel demande %(wanted)s notes par dossier.", wanted=wanted) if wanted else ""
        if not able:
            self.consequences = ["Personne ne peut être choisi : désignez d’abord des évaluatrices pour cet appel."]


class UnassignForm(ActForm):
    def prepare(self, subject: Review) -> None:
        self.lead = f"{subject.reviewer.name} ne verra plus ce dossier."


class AbstainForm(ActForm):
    lead = "Une abstention n’est pas un zéro : le service confiera la note à quelqu’un d’autre."
    reason = reason_field(
        "Pourquoi vous abstenir", "S’il s’agit d’un lien d’intérêts, déclarez-le plutôt : c’est un autre acte."
    )


class ScoreForm(ActForm):
    """One mark and one comment a criterion (`score_form`); `grid` is the call's."""

    grid: GridDefinition
    comment = reason_field("Votre avis d’ensemble", optional=True)

    def begin_with(self, subject: Review) -> dict[str, Any]:
        found: dict[str, Any] = {"comment": subject.comment}
        for key, given in subject.marks.items():
            found[f"mark_{key}"] = ABSTAIN if given["mark"] is None else str(given["mark"])
            found[f"comment_{key}"] = given["comment"]
        return found

    def prepare(self, subject: Review) -> None:
        self.lead = "Vos notes restent cachées aux autres jusqu’à la leur. Vous pouvez y revenir jusqu’au comité."

    def rows(self) -> list[tuple[Criterion, Any, Any]]:
        """Each criterion with its two fields."""
        return [(each, self[f"mark_{each.key}"], self[f"comment_{each.key}"]) for each in self.grid.criteria]

    def validate(self, extra_validators: Any = None) -> bool:
        right = bool(super().validate(extra_validators))
        for criterion, mark, comment in self.rows():
            if mark.data and not comment.data and is_low(criterion, mark.data):
                comment.errors = ["Dites pourquoi, en une phrase."]
                right = False
        return right

    def cleaned(self) -> dict[str, Any]:
        typed = super().cleaned()
        marks = {
            criterion.key: {"mark": None if mark.data == ABSTAIN else int(mark.data), "comment": comment.data}
            for criterion, mark, comment in self.rows()
        }
        return {"version": typed["version"], "comment": typed["comment"], "marks": marks}


def is_low(criterion: Criterion, mark: str) -> bool:
    """Whether this mark asks for a comment."""
    limit = criterion.comment_required_at_or_below
    return mark == ABSTAIN or (limit is not None and int(mark) <= limit)


def score_form(act: str, subject: Review) -> ActForm:
    """The form of this call's grid."""
    grid = subject.application.file.grid_of(subject.stage_key)
    if grid is None:
        raise LookupError(f"no grid at the stage {subject.stage_key}")
    fields: dict[str, Any] = {"grid": grid}
    for criterion in grid.criteria:
        scale = scale_of(grid, criterion)
        marks = [(str(mark), f"{mark} · {scale.labels.get(str(mark), '')}".rstrip(" ·"))
                 for mark in range(scale.min, scale.max + 1, scale.step)]  # fmt: skip
        choices = [*marks, (ABSTAIN, "Je ne peux pas noter ce critère")]
        label = f"{criterion.label} ({criterion.weight} %)"
        fields[f"mark_{criterion.key}"] = RadioField(
            label, [NEEDED], choices=options(choices), description=criterion.question
        )
        fields[f"comment_{criterion.key}"] = reason_field(f"{criterion.label} : pourquoi", optional=True)
    return type("GridScoreForm", (ScoreForm,), fields)(act, subject)  # type: ignore[no-any-return]
