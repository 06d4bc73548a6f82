"""What the page of a draft says of the versions of its call."""

from typing import Any

from flask import url_for

from grants.definitions.answers import Context
from grants.definitions.answers.reading import read
from grants.models import Application
from grants.queries import trials
from grants.queries.completeness import answers_of
from grants.queries.facts import is_offered_a_new_form
from workflows.states import ApplicationState as S


def of_file(application: Application) -> dict[str, Any]:
    """{"new_form": the address where it is taken up, "former": answers whose questions are no longer asked}."""
    may_change = application.state in (S.DRAFT, S.INVITED) and is_offered_a_new_form(application)
    address = url_for("applications.renew_form", number=application.number) if may_change else None
    return {"new_form": address, "former": former(application)}


def former(application: Application) -> list[tuple[str, list[str]]]:
    form = application.file.form_of(application.stage_key)
    answers = answers_of(application, form.key)
    context = Context.of(application.file, form, answers)
    return [
        (question.label, read(question, value, context)) if question else (key, [str(value)])
        for question, key, value in trials.vanished(application, answers)
    ]
