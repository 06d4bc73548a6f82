"""A section as an applicant sees it, tried without saving anything."""

import json
from collections.abc import Mapping
from typing import Any

from flask import request

from forms.budget_page import budget_layout
from forms.builder import AnswersForm, answers_form, mark
from grants.definitions import facts, helps
from grants.definitions.answers import Context
from grants.definitions.call import CallFile
from grants.definitions.completeness import faults, visible_questions
from grants.definitions.conditions import is_filled
from grants.definitions.question import FormDefinition, Question, Section
from grants.values import clock

LARGEST = 200_000  # characters of answers carried from page to page
LATER = "À remplir avant le dépôt."


class Preview:
    """One section of a form in construction; what was typed so far travels with the page, and is kept nowhere."""

    def __init__(self, call: CallFile, form: FormDefinition, section: Section) -> None:
        self.call, self.form, self.section = call, form, section
        self.shows_all = "toutes" in request.form
        self.answers = self.typed()
        self.context = Context.of(call, form, self.answers)
        self.page = answers_form(self.context, self.asked(self.answers), version=0, is_read=False)
        if "verifier" in request.form:
            self.show_faults()

    def typed(self) -> dict[str, Any]:
        """What was typed on the pages before, then on this one."""
        known = carried(request.form.get("known", ""))
        sent = set(request.form.get("asked", "").split())
        asked = [each for each in self.form.questions if each.key in sent]
        if not asked:
            return known
        page = answers_form(Context.of(self.call, self.form, known), asked, version=0)
        page.add_row()
        return {**known, **page.answers()}

    def asked(self, answers: Mapping[str, Any]) -> list[Question]:
        if self.shows_all:
            return self.section.questions
        shown = {each.key for each in visible_questions(self.form, answers, self.facts(answers))}
        return [each for each in self.section.questions if each.key in shown]

    def facts(self, answers: Mapping[str, Any]) -> Mapping[str, Any]:
        return facts.derived(self.call, answers, submitted_on=clock.today())

    def show_faults(self) -> None:
        """Each mistake beside its question, as the applicant would read it before the deposit."""
        for each in self.page.asked:
            value = self.answers.get(each.key)
            if is_filled(value):
                mark(self.page.field_of(each), faults(each, value, self.context))
            elif each.required:
                mark(self.page.field_of(each), [LATER])

    @property
    def carried(self) -> str:
        return json.dumps(self.answers)

    @property
    def hidden(self) -> int:
        """How many questions of the section wait for an answer that calls for them."""
        return len(self.section.questions) - len(self.page.asked)

    @property
    def helps(self) -> list[helps.Help]:
        return helps.of(self.section)

    @property
    def entries(self) -> list[dict[str, Any]]:
        return [entry(self.page, each) for each in self.page.asked]


def entry(page: AnswersForm, question: Question) -> dict[str, Any]:
    layout = budget_layout(page, question) if question.type == "budget" else None
    return {"field": page.field_of(question), "question": question, "budget": layout}


def carried(text: str) -> dict[str, Any]:
    """The answers that the page brought back; nothing when somebody wrote something else there."""
    try:
        found = json.loads(text) if text and len(text) <= LARGEST else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
