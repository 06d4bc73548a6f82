"""What is asked, and what is still missing before a file can be handed in (complétude)."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from grants.definitions.answers import Context, Wrong, clean
from grants.definitions.answers.crossed import disagreements
from grants.definitions.call import CallFile
from grants.definitions.condition import Condition
from grants.definitions.conditions import holds, is_filled
from grants.definitions.question import FormDefinition, Piece, Question
from grants.values.sentences import sentence

Answers = Mapping[str, Any]
Missing = tuple[str, str, str]


def visible_questions(form: FormDefinition, answers: Answers, facts: Answers) -> list[Question]:
    """The questions that are asked, given the answers; one asked because of a hidden one is hidden too."""
    return visible_among(form.questions, answers, facts)


def visible_among(questions: Sequence[Question], answers: Answers, facts: Answers) -> list[Question]:
    """The same for any list of questions: a report's."""
    by_key = {question.key: question for question in questions}
    known: dict[str, bool] = {}

    def is_shown(key: str) -> bool:
        if key not in known:
            known[key] = False  # a circle hides; the checks of the file refuse it
            test = by_key[key].show_if
            known[key] = test is None or holds(test, said(test), facts)
        return known[key]

    def said(test: Condition) -> dict[str, Any]:
        return {key: answers.get(key) for key in test.questions if key not in by_key or is_shown(key)}

    return [question for question in questions if question.show_if is None or is_shown(question.key)]


def shown_answers(form: FormDefinition, answers: Answers, facts: Answers) -> dict[str, Any]:
    """The answers to the questions that are asked; the others are kept in the draft but say nothing."""
    keys = {question.key for question in visible_questions(form, answers, facts)}
    return {key: value for key, value in answers.items() if key in keys}


def missing(
    call: CallFile,
    form: FormDefinition,
    answers: Answers,
    facts: Answers,
    *,
    given: Collection[str] = (),
    waivers: Collection[str] = (),
    stage: str | None = None,
) -> list[Missing]:
    """All that stops the file from being handed in, in the order of the pages: (section, question, sentence).

    given: keys of the pieces joined; waivers: held_in_rna, accounts_published, report_approved_here.
    """
    asked = {question.key for question in visible_questions(form, answers, facts)}
    shown = {key: value for key, value in answers.items() if key in asked}
    context = Context(call, form.questions, shown)
    found = [
        (section.key, question.key, sentence)
        for section in form.sections
        for question in section.questions
        if question.key in asked
        for sentence in faults(question, shown.get(question.key), context)
    ]
    stage = stage or next((each.key for each in call.stages if each.form == form.key), None)
    wanted = wanted_pieces(call.pieces, shown, facts, waivers=waivers, stage=stage)
    return found + [
        ("pieces", piece.key, sentence("Joignez : %(label)s.", label=piece.label))
        for piece in wanted
        if piece.required and piece.key not in given
    ]


def faults(question: Question, answer: Any, context: Context) -> list[str]:
    """What stops one answer: empty though required, wrong by itself, or at odds with another."""
    if question.type == "file":
        return []  # whether the piece is there is said of the piece
    if not is_filled(answer):
        return [_request(question)] if question.required else []
    try:
        kept = clean(question, answer, context)
    except Wrong as error:
        return [*error.sentences]
    if question.required and not is_filled(kept):
        return [_request(question)]
    return disagreements(question, kept, context)


def _request(question: Question) -> str:
    if question.type == "attestation":
        return "Cochez cette phrase pour vous engager."
    return sentence("Répondez à la question « %(label)s ».", label=question.label)


def wanted_pieces(
    pieces: Sequence[Piece],
    answers: Answers,
    facts: Answers,
    *,
    waivers: Collection[str] = (),
    stage: str | None = None,
) -> list[Piece]:
    """The pieces that this file may join at this stage: those asked by its answers, and not waived."""
    return [
        piece
        for piece in pieces
        if holds(piece.show_if, answers, facts)
        and piece.waived_if not in waivers
        and (stage is None or piece.stage in (None, stage))
    ]
