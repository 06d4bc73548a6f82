"""Calls with two approvals: the first, another amount, the second refused."""

from typing import Any

from wtforms import TextAreaField

from forms.act import ActForm
from forms.fields import MoneyField
from forms.ruling import LONG, NEEDED, UNSEEN, wished
from grants.models import Application
from grants.queries import approvals
from grants.values.french import date_longue
from grants.values.sentences import sentence


class ApproveForm(ActForm):
    def prepare(self, application: Application) -> None:
        self.lead = fallen(application)
        amount = application.recommended_amount
        self.consequences = [
            sentence("Le classement est validé pour %(amount)s.", amount=amount)
            if amount
            else "Le classement est validé, sans montant.",
            "L’autorité décide ensuite : elle ne peut retenir que ce montant. Un autre montant annule la validation.",
        ]
        self.recipients = ["l’autorité qui décide"]


def fallen(application: Application) -> str:
    """Why the approval that there was holds no more; nothing when there was none."""
    found = approvals.fallen(application)
    if found is None:
        return ""
    said = {"day": date_longue(found.at), "name": found.actor, "reason": found.said.get("reason") or ""}
    if found.act == "ruling.send_back":
        return sentence("La validation précédente est tombée : le %(day)s, %(name)s a refusé la seconde validation. "
                        "%(reason)s", **said)  # fmt: skip
    return sentence(
        "La validation précédente est tombée : le %(day)s, %(name)s a changé le montant. %(reason)s", **said
    )


class SendBackForm(ActForm):
    reason = TextAreaField("Pourquoi ce refus", [NEEDED, LONG], description="Lu par la première validation.")

    def prepare(self, application: Application) -> None:
        amount = application.recommended_amount
        self.lead = sentence("Classement validé pour %(amount)s.", amount=amount or sentence("aucun montant"))
        self.consequences = [
            "La première validation tombe : le dossier revient à l’avis du comité, rien n’est imputé.",
            "Le montant peut être changé, puis le classement validé de nouveau.",
            UNSEEN,
        ]
        self.recipients = ["la première validation", "le service instructeur"]


class ChangeAmountForm(ActForm):
    amount = MoneyField("Nouveau montant proposé, en euros", [NEEDED])
    reason = TextAreaField("Pourquoi ce changement", [NEEDED, LONG])

    def begin_with(self, application: Application) -> dict[str, Any]:
        return {"amount": wished(application)}

    def prepare(self, application: Application) -> None:
        self.consequences = ["La validation du classement tombe : le dossier revient à la première validation."]
