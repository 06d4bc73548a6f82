"""A report: filled in by the organisation, examined by the instructor."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from flask import g, request
from wtforms import DateField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from forms.act import ActForm
from forms.budget_page import budget_layout
from forms.builder import AnswersForm, answers_form, mark
from forms.clash import Clash
from forms.reasons import NEEDED, day_field, reason_field
from grants.definitions.answers import Context
from grants.definitions.completeness import faults, visible_among
from grants.definitions.conditions import is_filled
from grants.models import Application, Report
from grants.queries.reports import context_of, questions_of
from grants.values import clock
from workflows.errors import Invalid


class ReportPage:
    """All the questions of a report; kept in `g`, so that a clash shows it again with nothing lost."""

    template = "reports/form.html"

    def __init__(self, report: Report) -> None:
        self.subject = self.report = report
        self.changes: list[Clash] = []
        self.context: Context = context_of(report)
        self.page: AnswersForm = answers_form(self.context, self.asked(), version=report.version)
        g.form = self

    def asked(self) -> list[Any]:
        """The questions called for by the answers so far; for what is sent back, those that the page showed."""
        shown = set(request.form.get("asked", "").split())
        shown = shown or {each.key for each in visible_among(questions_of(self.report), self.report.values, {})}
        return [each for each in questions_of(self.report) if each.key in shown]

    def __iter__(self) -> Iterator[Any]:
        return iter(self.page)

    @property
    def questions(self) -> list[Any]:
        return self.page.questions

    @property
    def entries(self) -> list[dict[str, Any]]:
        """Each question's field, with its layout when it is a budget."""
        return [
            {"field": self.page.field_of(each), "question": each,
             "budget": budget_layout(self.page, each) if each.type == "budget" else None}
            for each in self.page.asked
        ]  # fmt: skip

    def seen(self) -> int:
        """The version that the person saw; `Invalid` when the page was tampered with."""
        if not isinstance(self.page.version.data, int):
            raise Invalid
        return self.page.version.data

    def show_faults(self, *, complete: bool) -> bool:
        """Put each mistake beside its question; complete: an empty required answer is one. Whether there are any."""
        answers, found = self.page.answers(), False
        known = self.context
        context = Context(known.call, known.questions, {**known.answers, **answers}, known.application)
        for each in self.page.asked:
            if complete or is_filled(answers[each.key]):
                found = mark(self.page.field_of(each), faults(each, answers[each.key], context)) or found
        return found

    def lay_out(self) -> None:
        """Its page is laid out from the start: what it asks depends on it."""

    def show_current(self) -> None:
        """What another member saved meanwhile stands beside what was typed; the next save is on top of it."""
        typed, theirs = self.page.answers(), self.report.values
        self.changes = [
            Clash.of(each, theirs.get(each.key), typed[each.key], self.context)
            for each in self.page.asked
            if theirs.get(each.key) != typed[each.key]
        ]
        self.page.version.raw_data, self.page.version.data = None, self.report.version


class OpenForm(ActForm):
    """One of the reports that the call foresees, for a day."""

    key = SelectField("Quel compte rendu ?", [NEEDED])
    due_on = day_field("À remettre le")

    def begin_with(self, subject: Application) -> dict[str, Any]:
        return {"due_on": clock.today() + timedelta(days=60)}

    def prepare(self, subject: Application) -> None:
        self.key.choices = [SelectChoice(value=each.key, label=each.label) for each in subject.file.reports]
        self.consequences = ["L’organisme reçoit la demande, puis des rappels avant et après la date."]
        self.recipients = [subject.organisation.name]


class DraftForm(ActForm):
    def prepare(self, subject: Report) -> None:
        self.lead = "Un brouillon s’ouvre, avec ce que votre dossier dit déjà : rien n’est encore remis."


class SubmitForm(ActForm):
    def prepare(self, subject: Report) -> None:
        self.consequences = [
            "Votre compte rendu est remis au service instructeur.",
            "Vous ne le modifiez plus, sauf s’il vous le demande.",
        ]
        self.recipients = ["le service instructeur", "les membres de votre organisme"]


class RevisionForm(ActForm):
    reason = reason_field("Ce qu’il faut reprendre", "Lu par l’organisme.")
    due_on = DateField("Nouvelle date (si elle change)", [Optional()])

    def prepare(self, subject: Report) -> None:
        self.consequences = ["L’organisme peut de nouveau le modifier, puis le remet."]
        self.recipients = [subject.application.organisation.name]

    def cleaned(self) -> dict[str, Any]:
        found = super().cleaned()
        day: date | None = found.get("due_on")
        return found | {"due_on": day}


class ApproveForm(ActForm):
    def prepare(self, subject: Report) -> None:
        self.consequences = [
            "Le compte rendu est approuvé : ses chiffres servent au bilan.",
            "Un versement qui l’attendait peut être demandé.",
        ]
        self.recipients = [subject.application.organisation.name]


class RejectForm(ActForm):
    reason = reason_field("Pourquoi il est rejeté", "Lu par l’organisme.")

    def prepare(self, subject: Report) -> None:
        self.consequences = ["Le compte rendu est refusé pour de bon ; un reversement peut être proposé."]
        self.recipients = [subject.application.organisation.name]
