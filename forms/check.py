"""What an instructor answers when checking a file: pieces, rules of the call, what lacks, what is proposed."""

from datetime import timedelta
from typing import Any

from wtforms import Form, FormField, RadioField, SelectField, StringField
from wtforms.validators import ValidationError

from forms.act import ActForm
from forms.fields import options
from forms.reasons import day_field, reason_field, said
from grants.models import Application
from grants.queries import checks as queries
from grants.queries import eligibility
from grants.values import clock
from grants.values.sentences import sentence

ACCEPT, REFUSE = "accept", "refuse"
COMPLETION_DAYS = 15
QUESTION_ROWS = 3


class CompletenessForm(ActForm):
    """One verdict a piece that is there; the pieces are found when the form is made (`completeness_form`)."""

    lead = "Regardez chaque pièce. Celles que vous refusez seront à joindre de nouveau."
    keys: tuple[str, ...] = ()
    papers: tuple[Any, ...] = ()  # (label, piece) to open and read

    def prepare(self, subject: Application) -> None:
        given = set(self.keys)
        lacking = [each.label for each in eligibility.pieces(subject) if each.required and each.key not in given]
        self.consequences = [
            sentence("Il manque « %(label)s » : le dossier sera dit incomplet.", label=label) for label in lacking
        ]

    def validate(self, extra_validators: Any = None) -> bool:
        right = bool(super().validate(extra_validators))
        for key in self.keys:
            if self[f"verdict_{key}"].data == REFUSE and not self[f"reason_{key}"].data:
                self[f"reason_{key}"].errors = ["Dites pourquoi vous refusez cette pièce."]
                right = False
        return right

    def cleaned(self) -> dict[str, Any]:
        typed = super().cleaned()
        refused = [key for key in self.keys if typed[f"verdict_{key}"] == REFUSE]
        return {"version": typed["version"], "refusals": {key: typed[f"reason_{key}"] for key in refused}}


def completeness_form(act: str, subject: Application) -> ActForm:
    """The form of this file's own pieces."""
    given = queries.pieces_given(subject)
    wanted = [each for each in eligibility.pieces(subject) if each.key in given]
    papers = tuple((each.label, piece) for each in wanted for piece in given[each.key])
    fields: dict[str, Any] = {"keys": tuple(each.key for each in wanted), "papers": papers}
    for each in wanted:
        names = ", ".join(piece.name for piece in given[each.key])
        fields[f"verdict_{each.key}"] = RadioField(
            each.label,
            choices=options([(ACCEPT, "J’accepte"), (REFUSE, "Je refuse")]),
            default=ACCEPT,
            description=names,
        )
        fields[f"reason_{each.key}"] = StringField(
            f"{each.label} : pourquoi la refuser", description="Écrit tel quel à l’organisme.", filters=[said]
        )
    return type("FileCompletenessForm", (CompletenessForm,), fields)(act, subject)  # type: ignore[no-any-return]


class EligibilityForm(ActForm):
    """What the system found of each rule; a reason to pass over those that allow it (`eligibility_form`)."""

    lead = "Les règles de l’appel, jugées sur les réponses du dossier et sur ce que Guichet sait de l’organisme."
    findings: tuple[Any, ...] = ()

    def found(self) -> list[dict[str, str]]:
        """Each rule with its tone, as the checks component shows it."""
        tones = {True: "ok", False: "bad"}
        return [
            {"tone": "warn" if each.on_fail == "warn" and not each.passed else tones[each.passed],
             "sentence": each.message}
            for each in self.findings
        ]  # fmt: skip

    def cleaned(self) -> dict[str, Any]:
        typed = super().cleaned()
        named = {name.removeprefix("rule_"): text for name, text in typed.items() if name.startswith("rule_")}
        return {"version": typed["version"], "overrides": {key: text for key, text in named.items() if text}}


def eligibility_form(act: str, subject: Application) -> ActForm:
    """The form of this file's failing rules."""
    found = eligibility.findings(subject, at=clock.now())
    failing = [each for each in found if not each.passed and each.overridable]
    fields: dict[str, Any] = {"findings": tuple(found)}
    for each in failing:
        fields[f"rule_{each.rule}"] = reason_field(
            each.message, "Pour passer outre, écrivez pourquoi ; laissez vide sinon.", optional=True
        )
    return type("FileEligibilityForm", (EligibilityForm,), fields)(act, subject)  # type: ignore[no-any-return]


class AskedQuestion(Form):
    """A question to complete."""

    question = SelectField("Question", choices=[])
    reason = StringField("Ce qui manque ou doit être corrigé", filters=[said])

    def validate_reason(self, field: Any) -> None:
        if bool(field.data) != bool(self.question.data):
            raise ValidationError("Choisissez la question et dites ce qui manque.")


class CompletionForm(ActForm):
    """What is asked again, each with its reason, and for when (`completion_form`)."""

    lead = "Écrivez ce qui manque, point par point : l’organisme le lira tel quel."
    labels: dict[str, str] = {}
    due_on = day_field("À rendre au plus tard le", "Comptez au moins une semaine.")

    def begin_with(self, subject: Application) -> dict[str, Any]:
        refused = {f"piece_{key}": reason for key, reason in queries.refused(subject).items()}
        return {"due_on": clock.today() + timedelta(days=COMPLETION_DAYS)} | refused

    def prepare(self, subject: Application) -> None:
        self.recipients = [f"les membres de {subject.organisation.name}"]
        self.consequences = [
            "Le dossier revient à l’organisme, qui garde sa date de dépôt.",
            "Le délai de silence s’arrête jusqu’à son retour.",
            "Une lettre part avec la liste ci-dessous.",
        ]
        sections = subject.file.form_of(subject.stage_key).sections
        choices = [("", "Choisissez une question")]
        choices += [(each.key, f"{part.title} : {each.label}") for part in sections for each in part.questions]
        for rank in range(QUESTION_ROWS):
            self[f"question_{rank}"].form.question.choices = options(choices)

    def validate(self, extra_validators: Any = None) -> bool:
        right = bool(super().validate(extra_validators))
        if right and not self.items():
            self.due_on.errors = ["Dites ce qui manque, pour une pièce ou une question au moins."]
            return False
        if right and self.due_on.data <= clock.today():
            self.due_on.errors = ["Choisissez un jour à venir."]
            return False
        return right

    def items(self) -> list[dict[str, str]]:
        """What is asked: {key, kind, label, reason}."""
        pieces = [
            {"key": key, "kind": "piece", "label": label, "reason": self[f"piece_{key}"].data}
            for key, label in self.labels.items()
        ]
        rows = [self[f"question_{rank}"].form for rank in range(QUESTION_ROWS)]
        labels = {each.value: each.label for each in rows[0].question.choices}
        questions = [
            {
                "key": row.question.data,
                "kind": "question",
                "label": labels[row.question.data],
                "reason": row.reason.data,
            }
            for row in rows
            if row.question.data
        ]
        return [each for each in [*pieces, *questions] if each["reason"]]

    def cleaned(self) -> dict[str, Any]:
        typed = super().cleaned()
        return {"version": typed["version"], "items": self.items(), "due_on": typed["due_on"]}


def completion_form(act: str, subject: Application) -> ActForm:
    """The form of this file's own pieces and questions."""
    labels = {each.key: each.label for each in eligibility.pieces(subject)}
    fields: dict[str, Any] = {"labels": labels}
    for key, label in labels.items():
        fields[f"piece_{key}"] = StringField(
            sentence("Pièce : %(label)s", label=label), description="Vide : rien à redire.", filters=[said]
        )
    for rank in range(QUESTION_ROWS):
        fields[f"question_{rank}"] = FormField(AskedQuestion, sentence("Question à corriger, %(rank)s", rank=rank + 1))
    return type("FileCompletionForm", (CompletionForm,), fields)(act, subject)  # type: ignore[no-any-return]


class StartReviewForm(ActForm):
    def prepare(self, subject: Application) -> None:
        self.consequences = [
            "Le contenu du dossier est figé : ce qui sera lu, noté et décidé est ce qui est là aujourd’hui.",
            "Les avis et les notes peuvent être demandés.",
        ]
        self.recipients = [f"les membres de {subject.organisation.name}, sur leur compte"]


class ProposeIneligibleForm(ActForm):
    lead = "L’autorité décidera ; vous ne pourrez pas décider vous-même de ce dossier."
    reason = reason_field(
        "Pourquoi ce dossier ne peut pas être examiné", "Des faits : la règle, et ce qui est constaté."
    )

    def prepare(self, subject: Application) -> None:
        self.consequences = ["L’organisme n’en est pas informé tant que l’autorité n’a pas décidé."]
        self.recipients = ["l’autorité qui décide"]


class DeclareIneligibleForm(ActForm):
    reason = reason_field("Ce qui est constaté", "Écrit dans la lettre, à côté de la règle concernée.")

    def begin_with(self, subject: Application) -> dict[str, Any]:
        return {"reason": queries.proposed_reason(subject)}

    def prepare(self, subject: Application) -> None:
        self.consequences = [
            "Le dossier s’arrête là : il ne sera ni noté, ni présenté au comité.",
            "La lettre part tout de suite, avec les motifs et les voies de recours.",
        ]
        self.recipients = [f"les membres de {subject.organisation.name}", "le service instructeur"]


class ResumeReviewForm(ActForm):
    reason = reason_field("Pourquoi reprendre l’instruction", "Lu par le service instructeur.")

    def prepare(self, subject: Application) -> None:
        self.consequences = ["Le dossier repasse en instruction, sur le contenu figé."]
        self.recipients = ["le service instructeur"]


class InviteForm(ActForm):
    remarks = reason_field(
        "Conseils pour le dossier complet", "Un par ligne ; écrits dans l’invitation.", optional=True
    )

    def prepare(self, subject: Application) -> None:
        self.consequences = [
            "La suite du formulaire s’ouvre à l’organisme, déjà remplie de sa lettre d’intention.",
            "L’invitation part tout de suite, avec la date limite.",
        ]
        self.recipients = [f"les membres de {subject.organisation.name}"]


class DeclineLetterForm(ActForm):
    reason = reason_field("Motifs", "Un par ligne ; écrits dans la lettre.")
    advice = reason_field("Ce qui aiderait la prochaine fois", "Un par ligne.", optional=True)

    def prepare(self, subject: Application) -> None:
        self.consequences = ["La lettre part tout de suite, avec les motifs et les voies de recours."]
        self.recipients = [f"les membres de {subject.organisation.name}"]
