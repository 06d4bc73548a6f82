"""What a new file may take from an earlier one, of the same call or of another: answer by answer, and why not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from grants.definitions.answers import Context, Wrong, clean
from grants.definitions.conditions import is_filled
from grants.definitions.question import FormDefinition, Question

ANSWERED = "vous avez déjà répondu dans ce dossier-ci"
PROMISED = "un engagement se redonne à chaque demande"
CHANGED = "la question a changé"
NOT_ASKED = "cette question n’est pas posée ici"
NO_LONGER = "la réponse d’alors ne convient plus"


@dataclass
class Reuse:
    """Answers to take, by question of the new form; those left, each with its question and why."""

    values: dict[str, Any] = field(default_factory=dict)
    taken: list[str] = field(default_factory=list)
    left: list[tuple[str, str]] = field(default_factory=list)


def reuse(asked: Sequence[Question], said: Mapping[str, Any], form: FormDefinition, context: Context) -> Reuse:
    """asked, said: the questions of the earlier file and its answers; context: the new file, with its own answers."""
    found = Reuse()
    for old in asked:
        if is_filled(said.get(old.key)):
            take(found, old, said[old.key], counterpart(old, form), context)
    return found


def take(found: Reuse, old: Question, value: Any, new: Question | None, context: Context) -> None:
    why = why_not(old, new, context)
    if new is not None and not why:
        try:
            found.values[new.key] = clean(new, value, context)
            found.taken.append(new.label)
        except Wrong:
            why = NO_LONGER
    if why:
        found.left.append((old.label, why))


def counterpart(old: Question, form: FormDefinition) -> Question | None:
    """The same question in the new form: by its key, or by what it is known to ask of the organisation."""
    by_key = {each.key: each for each in form.questions}
    if old.key in by_key:
        return by_key[old.key]
    known = {each.prefill: each for each in form.questions if (each.prefill or "").startswith("organisation.")}
    return known.get(old.prefill)


def why_not(old: Question, new: Question | None, context: Context) -> str:
    if new is None:
        return NOT_ASKED
    if new.type == "attestation":
        return PROMISED
    if new.type != old.type or shape(new) != shape(old):
        return CHANGED
    return ANSWERED if is_filled(context.answers.get(new.key)) else ""


def shape(question: Question) -> Any:
    """The columns of a table, the years of a budget: an answer of another shape does not fit."""
    columns = [(each.key, each.type) for each in question.columns or []]
    return columns, question.years, question.by_year, question.grid
