"""What the committee's secretary keys of a file: the opinion, the amount, the reason."""

from typing import Any

from wtforms import RadioField
from wtforms.validators import InputRequired

from forms.act import ActForm
from forms.fields import MoneyField, options
from forms.reasons import NEEDED, reason_field
from grants.models import Application

OUTCOMES = [
    ("application.recommend", "Avis favorable"),
    ("application.recommend_reserve", "Liste complémentaire"),
    ("application.recommend_refusal", "Avis défavorable"),
]
PAID = ("application.recommend", "application.recommend_reserve")
UNTOLD = "L’organisme ne lit rien avant la publication des décisions."


class ReferForm(ActForm):
    def prepare(self, subject: Application) -> None:
        self.consequences = ["Le dossier attend le comité : les notes ne changent plus.", UNTOLD]
        self.recipients = ["le secrétariat du comité"]


class RecommendForm(ActForm):
    """A favourable answer has an amount, where the file asks for one."""

    amount = MoneyField("Montant proposé, en euros")
    reason = reason_field("Ce qu’en dit le comité", "Repris au procès-verbal.", optional=True)

    def begin_with(self, subject: Application) -> dict[str, Any]:
        amount = subject.recommended_amount or subject.requested_amount
        return {"amount": f"{amount.euros:.2f}".replace(".", ",") if amount else None}  # the page writes the € itself

    def prepare(self, subject: Application) -> None:
        self.consequences = ["L’avis et le décompte des voix sont notés au procès-verbal.", UNTOLD]
        self.recipients = ["le service instructeur", "l’autorité qui décide"]
        if subject.requested_amount:
            self.amount.validators = [NEEDED]
            self.amount.flags.required = True
        else:
            del self.amount

    def cleaned(self) -> dict[str, Any]:
        return {"amount": None} | super().cleaned()


class RefusalForm(ActForm):
    reason = reason_field("Pourquoi", "Repris au procès-verbal.")

    def prepare(self, subject: Application) -> None:
        self.consequences = ["L’avis et le décompte des voix sont notés au procès-verbal.", UNTOLD]
        self.recipients = ["le service instructeur", "l’autorité qui décide"]


class AdjournForm(ActForm):
    reason = reason_field("Ce que le comité veut savoir", "Lu par le service instructeur.")

    def prepare(self, subject: Application) -> None:
        self.consequences = ["Le dossier revient à l’instruction ; il repassera à une autre séance."]
        self.recipients = ["le service instructeur"]


class OutcomeForm(RecommendForm):
    """The room's screen: one of three large choices, then one button."""

    outcome = RadioField(
        "Avis du comité", choices=options(OUTCOMES), validators=[InputRequired("Choisissez un des avis.")]
    )

    def prepare(self, subject: Application) -> None:
        super().prepare(subject)
        if "amount" in self:
            self.amount.validators = []
            self.amount.flags.required = False

    def validate(self, extra_validators: Any = None) -> bool:
        right = bool(super().validate(extra_validators))
        if self.outcome.data in PAID and "amount" in self and not self.amount.data and not self.amount.errors:
            self.amount.errors = ["Dites pour quel montant."]
            right = False
        if self.outcome.data == "application.recommend_refusal" and not self.reason.data:
            self.reason.errors = ["Un avis défavorable dit pourquoi."]
            right = False
        return right

    def cleaned(self) -> dict[str, Any]:
        """`outcome` and what its own service asks."""
        typed = super().cleaned()
        return typed if typed["outcome"] in PAID else {name: typed[name] for name in typed if name != "amount"}
