"""What a new version of a call changes for a file begun with an older one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from grants.definitions.answers import Context
from grants.definitions.call import CallFile
from grants.definitions.completeness import faults, shown_answers, visible_questions
from grants.definitions.conditions import is_filled
from grants.definitions.question import FormDefinition, Question

Answers = Mapping[str, Any]
TOLD = {
    "label": "son texte", "help": "son aide", "type": "son type", "required": "obligatoire ou non",
    "show_if": "sa condition", "options": "ses réponses", "columns": "ses colonnes", "max_length": "sa longueur",
    "min": "son minimum", "max": "son maximum", "max_rows": "son nombre de lignes",
    "identifying": "identifiante ou non", "public": "publiable ou non",
}  # fmt: skip


@dataclass
class Changes:
    """Between two forms: the questions gained, lost, and changed (with what changed of each)."""

    gained: list[Question] = field(default_factory=list)
    lost: list[Question] = field(default_factory=list)
    changed: list[tuple[Question, list[str]]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.gained or self.lost or self.changed)


@dataclass
class Effect:
    """On one file: what it will be asked, what will no longer be asked of it, what will no longer be right."""

    gained: list[Question]
    lost: list[Question]
    invalid: list[tuple[Question, str]]


def between(old: FormDefinition, new: FormDefinition) -> Changes:
    """What differs, question by question."""
    before = {each.key: each for each in old.questions}
    after = {each.key: each for each in new.questions}
    return Changes(
        [each for key, each in after.items() if key not in before],
        [each for key, each in before.items() if key not in after],
        [(each, parts) for key, each in after.items() if key in before and (parts := differences(before[key], each))],
    )


def differences(before: Question, after: Question) -> list[str]:
    """What changed of one question, in words; what it is used for concerns nobody who answers."""
    names = [name for name in Question.model_fields if name != "used_for"]
    found = [TOLD.get(name, "une autre limite") for name in names if getattr(before, name) != getattr(after, name)]
    return list(dict.fromkeys(found))


def effect(old: CallFile, new: CallFile, stage: str, answers: Answers, facts: Answers) -> Effect | None:
    """For a file at this stage with these answers; None when the new version has no such stage."""
    if stage not in {each.key for each in new.stages}:
        return None
    before, after = old.form_of(stage), new.form_of(stage)
    asked = {each.key for each in visible_questions(before, answers, facts)}
    wanted = {each.key: each for each in visible_questions(after, answers, facts)}
    lost = [each for each in before.questions if each.key not in wanted and is_filled(answers.get(each.key))]
    gained = [each for key, each in wanted.items() if key not in asked and not is_filled(answers.get(key))]
    return Effect(gained, [each for each in lost if each.key in asked], spoilt(old, new, stage, answers, facts))


def spoilt(old: CallFile, new: CallFile, stage: str, answers: Answers, facts: Answers) -> list[tuple[Question, str]]:
    """The answers that are right today and would no longer be."""
    already = {question.key for question, _ in wrong(old, stage, answers, facts)}
    return [(question, said) for question, said in wrong(new, stage, answers, facts) if question.key not in already]


def wrong(call: CallFile, stage: str, answers: Answers, facts: Answers) -> list[tuple[Question, str]]:
    """The answers given that are not right: each with its first sentence."""
    form = call.form_of(stage)
    shown = shown_answers(form, answers, facts)
    context = Context(call, form.questions, shown)
    asked = [each for each in visible_questions(form, answers, facts) if is_filled(shown.get(each.key))]
    found = [(each, faults(each, shown[each.key], context)) for each in asked]
    return [(question, sentences[0]) for question, sentences in found if sentences]


def former(form: FormDefinition, answers: Answers) -> dict[str, Any]:
    """The answers kept that no question of the form asks any more."""
    asked = {each.key for each in form.questions}
    return {key: value for key, value in answers.items() if key not in asked and is_filled(value)}
