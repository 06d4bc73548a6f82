"""What is filled in about an order or a convention."""

from datetime import date, timedelta
from typing import Any

from wtforms import DateField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, Regexp

from forms.act import ActForm
from forms.document import DocumentField
from forms.fields import MoneyField, options
from grants.models import Agreement, Application
from grants.queries import agreements as queries
from grants.queries import completeness, ledgers
from grants.services.agreements import Ground
from grants.values import clock
from grants.values.money import ZERO, Money
from grants.values.periods import add_months
from grants.values.sentences import sentence

NEEDED = InputRequired("Répondez à cette question.")
TEN_DIGITS = Regexp(r"^[0-9]{10}$", message="Dix chiffres, comme 2102368447.")
COMMITMENT = "Engagement juridique (dix chiffres)"


class DraftForm(ActForm):
    """For a ruling; for an amount where a service records."""

    ruling_id = SelectField("Décision mise en œuvre", [Optional()], coerce=int)
    amount = MoneyField("Montant, en euros", [Optional()])
    object = StringField("Objet", [NEEDED, Length(max=256)])
    starts_on = DateField("L’action commence le", [NEEDED])
    ends_on = DateField("L’action finit le", [NEEDED])
    commitment_reference = StringField(COMMITMENT, [Optional(), TEN_DIGITS], description="Si vous l’avez déjà.")

    def begin_with(self, application: Application) -> dict[str, Any]:
        answers = completeness.answers_of(application, application.file.form_of(application.stage_key).key)
        start = day(answers.get("project_start")) or clock.today()
        end = day(answers.get("project_end")) or add_months(start, 12)
        return {"object": application.title, "starts_on": start, "ends_on": end}

    def prepare(self, application: Application) -> None:
        awards = queries.to_draft(application)
        self.ruling_id.choices = options((each.id, f"{each.funder.label} : {each.amount}") for each in awards)
        if application.call.is_recorded:
            del self.ruling_id
        else:
            del self.amount
        self.consequences = [
            "Le texte est rédigé d’après le modèle de l’appel ; rien ne part avant l’envoi pour signature.",
            "Un arrêté suffit jusqu’à 23 000,00 € par an pour un organisme ; au-dessus, c’est une convention.",
        ]


def day(text: Any) -> date | None:
    return date.fromisoformat(text) if isinstance(text, str) and text else None


class SendForm(ActForm):
    sign_by = DateField("À signer avant la fin du", [NEEDED])

    def begin_with(self, agreement: Agreement) -> dict[str, Any]:
        return {"sign_by": clock.today() + timedelta(days=30)}

    def prepare(self, agreement: Agreement) -> None:
        asked = "la signer et la rendre ici" if agreement.is_convention else "en prendre connaissance"
        self.consequences = [
            sentence(
                "L’organisme peut lire l’acte %(reference)s, et doit %(asked)s.",
                reference=agreement.reference,
                asked=asked,
            )
        ]
        self.recipients = [sentence("le représentant légal (%(name)s)", name=agreement.application.organisation.name)]


class AcceptForm(ActForm):
    """Evidence of a signature on paper: who, when, the scan."""

    signatory = StringField("Nom de la personne qui a signé", [NEEDED, Length(max=120)],
                            render_kw={"autocomplete": "name"})  # fmt: skip
    signed_on = DateField("Date de la signature", [NEEDED])
    scan = DocumentField(
        "Convention signée, numérisée (facultatif)",
        description="PDF. La signature est celle du papier : ce formulaire en garde la preuve.",
    )

    def begin_with(self, agreement: Agreement) -> dict[str, Any]:
        return {"signed_on": clock.today()}

    def prepare(self, agreement: Agreement) -> None:
        self.consequences = ["Le service est prévenu que la convention signée est rendue ; l’autorité signe ensuite."]
        self.recipients = ["la gestion des subventions"]

    def cleaned(self) -> dict[str, Any]:
        given = super().cleaned()
        del given["scan"]
        kept = self.scan.arrived
        return given | ({"scan": (kept.digest, kept.size, kept.media_type, kept.scan)} if kept else {})


class SignForm(ActForm):
    def prepare(self, agreement: Agreement) -> None:
        self.cost = sentence("%(amount)s, sous votre délégation de signature.", amount=agreement.amended_amount)
        self.consequences = [
            sentence(
                "L’acte %(reference)s est signé ; la gestion des subventions le notifie ensuite.",
                reference=agreement.reference,
            )
        ]
        self.recipients = ["la gestion des subventions"]


class NotifyForm(ActForm):
    commitment_reference = StringField(COMMITMENT, [NEEDED, TEN_DIGITS], render_kw={"inputmode": "numeric"})

    def begin_with(self, agreement: Agreement) -> dict[str, Any]:
        return {"commitment_reference": agreement.commitment_reference}

    def prepare(self, agreement: Agreement) -> None:
        self.consequences = [
            "Le délai de paiement de soixante jours commence aujourd’hui.",
            "Les versements prévus par l’appel sont inscrits, et les comptes rendus sont demandés.",
        ]
        self.recipients = [f"les membres du dossier ({agreement.application.organisation.name})"]


class AmendForm(ActForm):
    """A rise, a cut, or a new end."""

    direction = RadioField(
        "Le montant",
        [NEEDED],
        choices=options([("same", "ne change pas"), ("rise", sentence("augmente")), ("cut", sentence("diminue"))]),
        default="same",
    )
    amount = MoneyField("De combien, en euros", [Optional()], zero=True)
    ends_on = DateField("Nouvelle fin de l’action, si elle change", [Optional()])
    reason = TextAreaField("Motif de l’avenant", [NEEDED, Length(max=2000)])

    def prepare(self, agreement: Agreement) -> None:
        ledger = ledgers.of_agreement(agreement)
        self.lead = sentence(
            "Accordé à ce jour : %(granted)s, dont %(paid)s versés.", granted=ledger.granted, paid=ledger.paid
        )
        self.consequences = [
            "Une hausse est imputée sur l’enveloppe et ajoute un versement.",
            "Une baisse réduit d’abord les derniers versements prévus, jamais ce qui est versé ou en cours.",
        ]
        self.recipients = [f"les membres du dossier ({agreement.application.organisation.name})"]

    def cleaned(self) -> dict[str, Any]:
        given = super().cleaned()
        amount, direction = given.pop("amount"), given.pop("direction")
        return given | {"difference": difference_of(amount, direction)}


def difference_of(amount: Money | None, direction: str) -> Money:
    if direction == "same" or amount is None:
        return ZERO
    return amount if direction == "rise" else -amount


GROUNDS = [
    ("renonciation", "L’organisme y renonce"),
    ("objet", "L’action ne peut plus être menée"),
    ("manquement", "Les engagements de l’acte ne sont pas tenus"),
    ("cer", "Manquement au contrat d’engagement républicain"),
]


class TerminateForm(ActForm):
    kind = RadioField("Pourquoi l’acte prend fin", [NEEDED], choices=options(GROUNDS))
    reason = TextAreaField("Motifs de la résiliation", [NEEDED, Length(max=2000)],
                           description="Un par ligne : la lettre les donne tels quels.")  # fmt: skip
    heard_on = DateField("Organisme invité à répondre le", [Optional()],
                         description="Pour un manquement : il a pu présenter ses observations avant.")  # fmt: skip
    observations = TextAreaField("Ce que l’organisme a répondu", [Optional(), Length(max=2000)])
    breach_on = DateField("Date du manquement", [Optional()])

    def cleaned(self) -> dict[str, Any]:
        given = super().cleaned()
        ground = Ground(*(given.pop(name) for name in ("kind", "heard_on", "observations", "breach_on")))
        return given | {"ground": ground}

    def prepare(self, agreement: Agreement) -> None:
        ledger = ledgers.of_agreement(agreement)
        self.consequences = [
            sentence("Ce qui n’est pas versé est annulé (%(to_pay)s) et rendu à l’enveloppe.", to_pay=ledger.to_pay),
            sentence("Ce qui est versé le reste (%(paid)s).", paid=ledger.paid),
            "Un reversement, s’il y a lieu, se propose à part.",
        ]
        self.recipients = [f"les membres du dossier ({agreement.application.organisation.name})"]


class CloseForm(ActForm):
    def prepare(self, agreement: Agreement) -> None:
        self.consequences = ["Le dossier est soldé ; la durée de conservation de ses pièces commence."]
        self.recipients = [f"les membres du dossier ({agreement.application.organisation.name})"]
