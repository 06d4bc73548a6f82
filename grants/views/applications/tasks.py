"""The sections of a form as a list of tasks: to begin, under way, complete, to correct."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext

from grants.definitions.completeness import Missing
from grants.definitions.conditions import is_filled
from grants.definitions.question import Section
from grants.models import Answer, Application
from grants.queries.completions import Asked

WORDS = {
    "not_started": lazy_gettext("À commencer"),
    "in_progress": lazy_gettext("En cours"),
    "to_correct": lazy_gettext("À corriger"),
    "complete": lazy_gettext("Complet"),
}


def tasks_of(
    application: Application,
    saved: Mapping[str, Answer],
    missing: Sequence[Missing],
    asked_again: Sequence[Asked],
) -> list[dict[str, Any]]:
    """One line a section, then the pieces, in the order of the call."""
    form = application.file.form_of(application.stage_key)
    again = {each.key for each in asked_again if not each.is_done}
    lines = [section_line(application, each, saved.get(each.key), missing, again) for each in form.sections]
    if application.file.pieces:
        lines.append(pieces_line(application, missing))
    return lines


def section_line(
    application: Application, section: Section, answer: Answer | None, missing: Sequence[Missing], again: set[str]
) -> dict[str, Any]:  # fmt: skip
    gaps = [(key, sentence) for place, key, sentence in missing if place == section.key]
    wrong = [sentence for key, sentence in gaps if answer and is_filled(answer.values.get(key))]
    wanted = again & {section.key, *(each.key for each in section.questions)}
    state = state_of(answer, gaps, bool(wrong or wanted))
    return line(section.title, "applications.section", state, detail(section, answer, gaps, wrong, bool(wanted)),
                number=application.number, section=section.key)  # fmt: skip


def state_of(answer: Answer | None, gaps: Sequence[Any], is_wrong: bool) -> str:
    if answer is None:
        return "not_started" if gaps else "complete"
    if is_wrong:
        return "to_correct"
    return "in_progress" if gaps else "complete"


def detail(section: Section, answer: Answer | None, gaps: Sequence[Any], wrong: Sequence[str], is_wanted: bool) -> str:
    if is_wanted:
        return str(_("Le service vous demande de revoir cette section."))
    if answer is None:
        return str(_("environ %(minutes)s minutes", minutes=section.minutes))
    if wrong:
        return wrong[0]
    if gaps:
        return str(ngettext("Il manque une réponse", "Il manque %(num)s réponses", len(gaps)))
    return str(_("Enregistré par %(name)s", name=answer.saved_by.name))


def pieces_line(application: Application, missing: Sequence[Missing]) -> dict[str, Any]:
    lacking = [sentence for place, _key, sentence in missing if place == "pieces"]
    said = ngettext("Il manque une pièce", "Il manque %(num)s pièces", len(lacking)) if lacking else ""
    return line(_("Les pièces"), "pieces.index", "in_progress" if lacking else "complete", said,
                number=application.number)  # fmt: skip


def line(title: str, endpoint: str, state: str, said: str, **parts: Any) -> dict[str, Any]:
    return {"title": title, "address": url_for(endpoint, **parts), "state": state, "words": str(WORDS[state]),
            "detail": said}  # fmt: skip
