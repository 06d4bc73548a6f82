"""One page of questions of a file, as its members fill it in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import g, request
from flask_login import current_user

from forms.budget_page import budget_layout
from forms.builder import AnswersForm, answers_form, mark
from forms.clash import Clash, both, show_again
from grants.definitions import helps, merging
from grants.definitions.answers import Context
from grants.definitions.completeness import faults, visible_questions
from grants.definitions.conditions import is_filled
from grants.definitions.question import Question, Section
from grants.models import Answer, Application
from grants.policies.withheld import withheld
from grants.queries import answers as written
from grants.queries.completeness import answers_of, facts_of_filing
from grants.values import clock
from workflows.errors import Invalid
from workflows.states import ApplicationState as S

LATER = "À remplir avant le dépôt."


@dataclass
class Whole:
    """What is wrong with a group of fields taken together, as the summary of errors reads it."""

    id: str
    label: Any
    errors: list[str]
    widget: None = None


class SectionPage:
    """One page of questions; kept in `g`, so that a clash shows it again with nothing lost."""

    template = "applications/section.html"

    def __init__(self, application: Application, section: Section) -> None:
        self.subject = self.application = application
        self.section = section
        self.form = application.file.form_of(application.stage_key)
        self.sections = written.saved(application)
        self.changes: list[Clash] = []
        self.wide: dict[str, list[str]] = {}
        self.saved: Answer | None = self.sections.get(section.key)
        self.said = answers_of(application, self.form.key)
        self.known = written.supposed(application, self.sections)
        self.is_prefilled = bool(self.known.keys() & {each.key for each in section.questions} - self.said.keys())
        context = Context.of(application.file, self.form, self.known | self.said)
        self.page: AnswersForm = answers_form(context, self.asked(context), version=self.version)
        g.form = self

    @property
    def version(self) -> int:
        """Of the section: 0 when nobody has saved it yet."""
        return self.saved.version if self.saved else 0

    @property
    def rank(self) -> int:
        """Of this page among those of the form, from 1."""
        return self.form.sections.index(self.section) + 1

    @property
    def helps(self) -> list[helps.Help]:
        return helps.of(self.section)

    @property
    def stored(self) -> Mapping[str, Any]:
        """What the file holds of this section."""
        return self.saved.values if self.saved else {}

    @property
    def saver(self) -> str:
        return written.saver(self.application, self.sections)

    @property
    def is_late(self) -> bool:
        """Whether the deposit ended before this draft was handed in: it is read, no longer written."""
        return self.application.state != S.TO_COMPLETE and clock.now() >= self.application.closes_at

    @cached_property
    def facts(self) -> Mapping[str, Any]:
        return facts_of_filing(self.application, self.said)

    def asked(self, context: Context) -> Sequence[Question]:
        """The questions called for by the answers so far; for what is sent back, those that the page showed."""
        shown = set(request.form.get("asked", "").split())
        shown = shown or {each.key for each in visible_questions(self.form, context.answers, self.facts)}
        kept = withheld(self.section.questions, current_user, self.application)
        return [each for each in self.section.questions if each.key in shown - kept]

    def __iter__(self) -> Iterator[Any]:
        """The fields, each budget followed by what is wrong with it as a whole."""
        for field in self.page:
            yield field
            if field.id in self.wide:
                yield Whole(field.id, field.label, self.wide[field.id])

    @property
    def questions(self) -> list[Any]:
        return self.page.questions

    @property
    def entries(self) -> list[dict[str, Any]]:
        """Each question's field, with its layout when it is a budget."""
        return [
            {"field": self.page.field_of(each), "question": each,
             "budget": self.budget(each) if each.type == "budget" else None}
            for each in self.page.asked
        ]  # fmt: skip

    def budget(self, question: Question) -> dict[str, Any]:
        """Its columns, its totals, and what is wrong with it."""
        layout = budget_layout(self.page, question)
        return layout | {"faults": self.wide.get(f"q_{question.key}") or layout["faults"]}

    @property
    def marks(self) -> str:
        """How the page shows each answer, so that what is sent back tells what was changed here: "key:mark"."""
        shown = self.page.answers()
        marks = {each.key: merging.mark(self.stored.get(each.key, shown[each.key])) for each in self.page.asked}
        return " ".join(f"{key}:{each}" for key, each in marks.items())

    def seen(self) -> int:
        """The version of the section that the person saw; `Invalid` when the page was tampered with."""
        if not isinstance(self.page.version.data, int):
            raise Invalid
        return self.page.version.data

    def marks_seen(self) -> dict[str, str] | None:
        """The marks that the page had; none for what was sent without a page."""
        sent = request.form.get("seen")
        return None if sent is None else dict(each.partition(":")[::2] for each in sent.split())

    def typed(self) -> dict[str, Any]:
        """What to keep: what was typed, what was there, or the two texts, as was chosen after a clash."""
        typed = self.page.answers()
        for each in self.page.asked:
            chosen = request.form.get(f"keep_{each.key}")
            if chosen == "theirs" and each.key in self.stored:
                del typed[each.key]
            elif chosen == "both":
                typed[each.key] = both(self.stored.get(each.key), typed[each.key])
        return typed

    def show_faults(self, *, complete: bool) -> bool:
        """Put each mistake beside its question; complete: an empty required answer is one. Whether there are any."""
        answers, found = self.page.answers(), False
        context = Context.of(self.application.file, self.form, {**self.page.context.answers, **answers})
        for each in self.page.asked:
            if is_filled(answers[each.key]):
                found = self.mark(each, faults(each, answers[each.key], context)) or found
            elif complete and each.required:
                found = self.mark(each, [LATER]) or found
        return found

    def mark(self, question: Question, sentences: list[str]) -> bool:
        """At its field; what is wrong with a budget is wrong with the whole of it."""
        field = self.page.field_of(question)
        if question.type != "budget":
            return mark(field, sentences)
        self.wide |= {field.id: sentences} if sentences else {}
        return bool(sentences)

    def lay_out(self) -> None:
        """Its page is laid out from the start: what it asks depends on it."""

    def show_current(self) -> None:
        """What another member changed too stands beside what was typed; what only they changed is shown as it is."""
        typed = self.page.answers()
        self.saved = written.saved(self.application).get(self.section.key)
        mine, clashes = merging.mine_and_clashes(typed, self.stored, self.marks_seen() or {})
        for each in self.page.asked:
            if each.key in clashes:
                self.changes.append(Clash.of(each, self.stored.get(each.key), typed[each.key], self.page.context))
            elif each.key in self.stored and each.key not in mine:
                show_again(self.page.field_of(each), each, self.stored[each.key], self.page.context)
        self.page.version.raw_data, self.page.version.data = None, self.version

    def problem(self) -> dict[str, Any]:
        """The clash, as the script of the page reads it."""
        return {"clashes": [each.label for each in self.changes], "by": self.saved.saved_by.name if self.saved else ""}
