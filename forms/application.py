"""The pages of a file as its applicants fill them in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import g, request
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from forms.act import ActForm
from forms.budget_page import budget_layout
from forms.builder import AnswersForm, answers_form, mark
from forms.fields import MoneyField
from grants.definitions.answers import Context
from grants.definitions.answers.reading import read
from grants.definitions.completeness import faults, visible_questions
from grants.definitions.conditions import is_filled
from grants.definitions.question import Question, Section
from grants.models import Answer, Application, Organisation
from grants.queries import answers as written
from grants.queries.completeness import answers_of, facts_of_filing
from grants.values.french import date_longue
from grants.values.territories import DEPARTMENTS, REGION
from workflows.errors import Invalid

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
        self.changes: list[dict[str, str]] = []
        self.wide: dict[str, list[str]] = {}
        self.saved: Answer | None = written.saved(application).get(section.key)
        self.said = answers_of(application, self.form.key)
        known = {} if self.saved else written.prefilled(application)
        self.is_prefilled = bool(known.keys() & {each.key for each in section.questions} - self.said.keys())
        context = Context.of(application.file, self.form, known | self.said)
        self.page: AnswersForm = answers_form(context, self.asked(context), version=self.version)
        g.form = self

    @property
    def version(self) -> int:
        """Of the section: 0 when nobody has saved it yet."""
        return self.saved.version if self.saved else 0

    @cached_property
    def facts(self) -> Mapping[str, Any]:
        return facts_of_filing(self.application, self.said)

    def asked(self, context: Context) -> Sequence[Question]:
        """The questions called for by the answers so far; for what is sent back, those that the page showed."""
        shown = set(request.form.get("asked", "").split())
        shown = shown or {each.key for each in visible_questions(self.form, context.answers, self.facts)}
        return [each for each in self.section.questions if each.key in shown]

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
        """Its columns, what is wrong with it, and the gap between its two totals."""
        layout = budget_layout(self.page, question)
        charges, income = (side["total"] for side in layout["sides"][:2])
        difference = charges - income if charges > income else income - charges
        return layout | {"wrong": self.wide.get(f"q_{question.key}", []), "difference": difference}

    def seen(self) -> int:
        """The version of the section that the person saw; `Invalid` when the page was tampered with."""
        if not isinstance(self.page.version.data, int):
            raise Invalid
        return self.page.version.data

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
        """What another member saved meanwhile stands beside what was typed; the next save is on top of it."""
        typed = self.page.answers()
        self.saved = written.saved(self.application).get(self.section.key)
        theirs = self.saved.values if self.saved else {}
        self.changes = [
            change(each, theirs.get(each.key), typed[each.key], self.page.context)
            for each in self.page.asked
            if theirs.get(each.key) != typed[each.key]
        ]
        self.page.version.raw_data, self.page.version.data = None, self.version


def change(question: Question, theirs: Any, mine: Any, context: Context) -> dict[str, str]:
    return {
        "label": question.label,
        "theirs": "\n".join(read(question, theirs, context)) or "(vide)",
        "mine": "\n".join(read(question, mine, context)) or "(vide)",
    }


class StartForm(ActForm):
    """For which of my organisations."""

    organisation_id = RadioField("Au nom de quel organisme ?", [InputRequired("Choisissez un organisme.")], coerce=int)
    lead = "Un brouillon s’ouvre, avec son numéro. Rien n’est déposé : vous le remplissez à plusieurs, à votre rythme."

    def offer(self, organisations: Sequence[Organisation]) -> None:
        """The organisations of the person who asks; the only one is chosen already."""
        self.organisation_id.choices = [(each.id, each.name) for each in organisations]
        if len(organisations) == 1 and not self.is_submitted():
            self.organisation_id.data = organisations[0].id


class SubmitForm(ActForm):
    """The last page before the deposit: what is sent, to whom, and the word given."""

    is_sincere = BooleanField(
        "Je certifie que ces informations sont exactes et que j’ai le pouvoir de déposer ce dossier "
        "au nom de l’organisme.",
        [InputRequired("Cochez cette phrase pour déposer.")],
    )

    def prepare(self, subject: Application) -> None:
        service, announced = subject.file.contact.service, subject.round.announced_at
        self.consequences = [
            "Vos réponses et vos pièces sont figées et envoyées au service ; vous recevez aussitôt un récépissé.",
            "Le dossier déposé ne se modifie plus, sauf si le service vous demande un complément.",
            f"La réponse est annoncée le {date_longue(announced)}, le même jour pour tous.",
        ]
        self.recipients = ["les membres de votre dossier", service]


class CompleteForm(ActForm):
    """Sending back what was asked."""

    def prepare(self, subject: Application) -> None:
        self.consequences = [
            "Le service reprend l’examen de votre dossier avec ce que vous avez ajouté.",
            "La date de votre premier dépôt ne change pas ; le délai de réponse repart.",
        ]
        self.recipients = ["les membres de votre dossier", subject.file.contact.service]


class WithdrawForm(ActForm):
    """Giving up."""

    reason = TextAreaField(
        "Pourquoi vous désistez-vous ?", [Optional(), Length(max=1000)], description="Le service lira cette raison."
    )

    def prepare(self, subject: Application) -> None:
        self.consequences = [
            "Votre demande est retirée : elle ne sera plus examinée, et ce qui vous avait été accordé est rendu.",
            "Le dossier reste dans votre espace et pourra servir à une autre demande. Ce retrait est définitif.",
        ]
        self.recipients = ["les membres de votre dossier", subject.file.contact.service]


class EnterForm(ActForm):
    """A project that a service writes down."""

    organisation_name = StringField("Organisme", [InputRequired("Écrivez le nom de l’organisme."), Length(max=200)])
    title = StringField("Intitulé du projet", [InputRequired("Donnez un intitulé."), Length(max=200)])
    department = SelectField("Territoire", [Optional()], coerce=lambda code: code or None)
    amount = MoneyField("Montant, s’il est connu", [Optional()])
    lead = "Le projet est inscrit tel que la source le dit ; ce qu’elle ne dit pas reste vide."

    def prepare(self, subject: Any) -> None:
        places = [(code, f"{name} ({code})") for code, name in DEPARTMENTS.items()]
        self.department.choices = [("", "Non précisé"), (REGION, "Toute la région"), *places]
