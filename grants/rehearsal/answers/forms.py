"""A whole form answered: each question that is asked, in the order in which answers make others appear."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from grants.definitions import facts
from grants.definitions.answers import Context, clean
from grants.definitions.completeness import visible_among
from grants.definitions.follow_up import ReportDefinition
from grants.definitions.question import FormDefinition, Question
from grants.rehearsal.answers.brief import Brief
from grants.rehearsal.answers.values import value

ROUNDS = 8  # how deep a question may depend on another


def answers_to(brief: Brief, form: FormDefinition, already: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Every answer that a complete file gives to this form, by question key; `already` are kept."""

    def known(said: dict[str, Any]) -> dict[str, Any]:
        return facts.derived(brief.call, said, submitted_on=brief.day)

    return complete(brief, form.questions, dict(already or {}), {}, known)


def report_answers(brief: Brief, report: ReportDefinition, application: Mapping[str, Any]) -> dict[str, Any]:
    """Every answer of a report, given those of the file."""
    return complete(brief, report.questions, {}, dict(application), lambda said: {})


def complete(
    brief: Brief,
    questions: Sequence[Question],
    said: dict[str, Any],
    application: dict[str, Any],
    known: Callable[[dict[str, Any]], dict[str, Any]],
) -> dict[str, Any]:
    for _ in range(ROUNDS):
        asked = [each for each in visible_among(questions, said, known(said)) if each.key not in said]
        if not asked:
            break
        for each in asked:
            context = Context(brief.call, questions, said, application)
            said[each.key] = clean(each, value(brief, context, each), context)
    return said
