"""A file's answers to read, in the order of its form; gaps with where to fill them."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user

from grants.definitions.answers import Context
from grants.definitions.answers.reading import read
from grants.definitions.completeness import Missing, visible_questions
from grants.definitions.conditions import is_filled
from grants.definitions.question import FormDefinition, Question
from grants.models import Application, Snapshot
from grants.policies.withheld import withheld
from grants.queries import portal
from grants.queries.completeness import answers_of, facts_of_filing


def of_stage(application: Application, gaps: Sequence[Missing]) -> list[dict[str, Any]]:
    """The answers of the present stage, then the pieces."""
    form = application.file.form_of(application.stage_key)
    sections = told(application, form, answers_of(application, form.key), gaps)
    labels = {each.key: each.label for each in application.file.pieces}
    given = [(each.key, each.name) for each in portal.pieces(application) if each.replaced_at is None]
    lines = [line(labels.get(key, key), [name]) for key, name in reversed(given)]
    place = url_for("pieces.index", number=application.number)
    lacking = [key for each, key, _sentence in gaps if each == "pieces"]
    lines += [line(labels[key], [], _("À joindre"), f"{place}#{key}", is_empty=True) for key in lacking]
    return [*sections, section(_("Les pièces"), place, lines)]


def of_snapshot(application: Application, snapshot: Snapshot) -> list[dict[str, Any]]:
    """The same, as it was frozen: every form that was answered, then the pieces."""
    answers, found = snapshot.content.get("answers", {}), []
    for form in application.file.form:
        if form.key in answers:
            said = {key: value for values in answers[form.key].values() for key, value in values.items()}
            found += told(application, form, said, [])
    labels = {each.key: each.label for each in application.file.pieces}
    pieces = [line(labels.get(each["key"], each["key"]), [each["name"]]) for each in snapshot.content["pieces"]]
    return [*found, section(_("Les pièces"), "", pieces)] if pieces else found


def told(
    application: Application, form: FormDefinition, answers: Mapping[str, Any], gaps: Sequence[Missing], *,
    without: frozenset[str] = frozenset(),
) -> list[dict[str, Any]]:  # fmt: skip
    """Section by section; `without`: questions left out, beside those whose answers this person may not read."""
    context = Context.of(application.file, form, answers)
    visible = {each.key for each in visible_questions(form, answers, facts_of_filing(application, dict(answers)))}
    visible -= withheld(form.questions, current_user, application) | without
    sentences = {(place, key): sentence for place, key, sentence in gaps}
    found = []
    for each in form.sections:
        address = url_for("applications.section", number=application.number, section=each.key, verifier="tout")
        lines = [
            told_one(q, answers.get(q.key), context, sentences.get((each.key, q.key), ""), f"{address}#q_{q.key}")
            for q in each.questions
            if q.key in visible
        ]
        found.append(section(each.title, address, lines))
    return found


def told_one(question: Question, value: Any, context: Context, wrong: str, address: str) -> dict[str, Any]:
    is_empty = not is_filled(value)
    gap = _("À remplir") if wrong and is_empty else wrong
    return line(question.label, read(question, value, context), gap, address, is_empty=is_empty)


def section(title: str, address: str, lines: list[dict[str, Any]]) -> dict[str, Any]:
    """`is_blank`: nothing at all was answered there, so that its gaps are one."""
    gaps = [each for each in lines if each["gap"]]
    is_blank = len(gaps) > 2 and not any(each["texts"] for each in lines)
    return {"title": title, "address": address, "lines": lines, "gaps": gaps, "is_blank": is_blank}


def line(
    label: str, texts: list[str], gap: str = "", address: str = "", *, is_empty: bool = False
) -> dict[str, Any]:  # fmt: skip
    """`gap`: what is wrong, or that nothing was answered yet."""
    return {"label": label, "texts": texts, "gap": gap, "address": address, "is_empty": is_empty}
