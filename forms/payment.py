"""What is filled in about a payment."""

from datetime import timedelta
from typing import Any

from wtforms import DateField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from forms.act import ActForm
from forms.fields import MoneyField
from grants.models import Agreement, Payment
from grants.queries import ledgers
from grants.values import clock
from grants.values.sentences import sentence

NEEDED = InputRequired("Répondez à cette question.")
SHORT = Length(max=60)


class PlanForm(ActForm):
    label = StringField("Nom du versement", [NEEDED, Length(max=120)])
    amount = MoneyField("Montant, en euros", [NEEDED])
    due_on = DateField("À verser avant la fin du", [NEEDED])

    def begin_with(self, agreement: Agreement) -> dict[str, Any]:
        return {"due_on": clock.today() + timedelta(days=60)}

    def prepare(self, agreement: Agreement) -> None:
        ledger = ledgers.of_agreement(agreement)
        self.lead = sentence(
            "Accordé : %(granted)s. Reste à prévoir : %(to_plan)s.", granted=ledger.granted, to_plan=ledger.to_plan
        )


class RequestForm(ActForm):
    def prepare(self, payment: Payment) -> None:
        self.consequences = [
            sentence(
                "Le service instructeur est prié de constater le service fait pour %(amount)s.", amount=payment.amount
            )
        ]
        self.recipients = ["le service instructeur"]


class ApproveForm(ActForm):
    def prepare(self, payment: Payment) -> None:
        self.consequences = [
            sentence("Vous attestez que ce qui justifie ce versement est fait (%(amount)s).", amount=payment.amount)
        ]
        self.recipients = ["la gestion des subventions"]


class OrderForm(ActForm):
    reference = StringField("Référence de la demande de paiement", [NEEDED, SHORT])

    def prepare(self, payment: Payment) -> None:
        self.cost = f"{payment.amount}, engagement juridique {payment.agreement.commitment_reference}."
        self.consequences = ["Le comptable public est prié de payer ; vous ne pourrez pas enregistrer ce paiement."]
        self.recipients = ["le comptable public"]


class PayForm(ActForm):
    paid_on = DateField("Date du paiement", [NEEDED])
    reference = StringField("Référence du paiement", [NEEDED, SHORT])

    def begin_with(self, payment: Payment) -> dict[str, Any]:
        return {"paid_on": clock.today()}

    def prepare(self, payment: Payment) -> None:
        self.consequences = [
            sentence("%(amount)s sont notés comme payés : c’est un fait, il ne se défait pas.", amount=payment.amount)
        ]
        self.recipients = [f"les membres du dossier ({payment.application.organisation.name})"]


class ReasonForm(ActForm):
    """A rejection or a cancellation."""

    reason = TextAreaField("Motif", [NEEDED, Length(max=2000)])

    def prepare(self, payment: Payment) -> None:
        if self.act == "payment.reject":
            self.consequences = ["La somme reste à verser : la demande pourra être refaite, corrigée."]
        else:
            self.consequences = ["La somme n’est plus à verser, tant qu’un autre versement n’est pas prévu pour elle."]


class RecoverForm(ActForm):
    def prepare(self, payment: Payment) -> None:
        self.consequences = [
            sentence("Le versement de %(amount)s est noté comme entièrement reversé.", amount=payment.amount)
        ]
