"""Scoring on the call's weighted grid: the first time, then again with a reason; what is typed may wait as a draft."""

from typing import Any

from wtforms import RadioField

from forms.act import ActForm
from forms.fields import options
from forms.reasons import NEEDED, reason_field
from grants.definitions.assessment import Criterion, GridDefinition
from grants.definitions.scoring import scale_of
from grants.models import Review
from workflows.errors import Invalid

ABSTAIN = "abstain"


class ScoreForm(ActForm):
    """One mark and one comment a criterion (`score_form`); `grid` is the call's."""

    grid: GridDefinition
    comment = reason_field("Votre avis d’ensemble", optional=True)

    def begin_with(self, subject: Review) -> dict[str, Any]:
        """What was put aside, else what was given."""
        if subject.draft is not None:
            return dict(subject.draft)
        found: dict[str, Any] = {"comment": subject.comment if subject.marks else ""}
        for key, given in subject.marks.items():
            found[f"mark_{key}"] = ABSTAIN if given["mark"] is None else str(given["mark"])
            found[f"comment_{key}"] = given["comment"]
        return found

    def prepare(self, subject: Review) -> None:
        self.lead = "Vos notes restent cachées aux autres jusqu’à la leur. Vous pourrez les revoir jusqu’au comité."

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

    def typed(self) -> dict[str, str]:
        """What the fields hold, right or not yet; `Invalid` without the version seen or for an unknown mark."""
        if not self.version.raw_data or self.version.data is None:
            raise Invalid
        held: dict[str, str] = {each.name: each.data or "" for each in self.questions}
        for _criterion, mark, _comment in self.rows():
            if held[mark.name] and held[mark.name] not in {choice.value for choice in mark.choices}:
                raise Invalid
        return {name: text for name, text in held.items() if text}

    def cleaned(self) -> dict[str, Any]:
        typed = super().cleaned()
        marks = {
            criterion.key: {"mark": None if mark.data == ABSTAIN else int(mark.data), "comment": comment.data}
            for criterion, mark, comment in self.rows()
        }
        kept: dict[str, Any] = {name: typed[name] for name in ("version", "comment", "reason") if name in typed}
        return kept | {"marks": marks}


class ReviseForm(ScoreForm):
    """The same with what has changed one's mind."""

    reason = reason_field("Pourquoi vous revoyez votre note", "Gardé dans l’historique, avec l’ancienne note.")

    def prepare(self, subject: Review) -> None:
        self.lead = "L’ancienne note, la nouvelle et votre raison restent dans l’historique du dossier."


def is_low(criterion: Criterion, mark: str) -> bool:
    """Whether this mark asks for a comment."""
    limit = criterion.comment_required_at_or_below
    return mark == ABSTAIN or (limit is not None and int(mark) <= limit)


def score_form(act: str, subject: Review) -> ScoreForm:
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
    kind = ReviseForm if act == "review.revise" else ScoreForm
    return type("GridScoreForm", (kind,), fields)(act, subject)  # type: ignore[no-any-return]
