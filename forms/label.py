"""What the authority fills in about a label."""

from typing import Any

from wtforms import DateField, TextAreaField
from wtforms.validators import InputRequired, Length

from forms.act import ActForm
from grants.models import Application
from grants.values import clock
from grants.values.periods import add_months

NEEDED = InputRequired("Répondez à cette question.")


class LabelForm(ActForm):
    granted_until = DateField("Jusqu’au", [NEEDED])

    def prepare(self, application: Application) -> None:
        self.consequences = ["Un label n’apporte pas d’argent : aucune enveloppe n’est imputée."]
        self.recipients = [f"les membres du dossier ({application.organisation.name})"]


class GrantForm(LabelForm):
    granted_from = DateField("Le label court du", [NEEDED])
    granted_until = DateField("Jusqu’au", [NEEDED])

    def begin_with(self, application: Application) -> dict[str, Any]:
        return {"granted_from": clock.today(), "granted_until": add_months(clock.today(), 36)}


class WithdrawForm(ActForm):
    withdrawn_on = DateField("À partir du", [NEEDED])
    reason = TextAreaField("Motif du retrait", [NEEDED, Length(max=2000)])

    def begin_with(self, application: Application) -> dict[str, Any]:
        return {"withdrawn_on": clock.today()}

    def prepare(self, application: Application) -> None:
        self.consequences = ["Le label est retiré. La lettre donne ce motif et les voies de recours."]
        self.recipients = [f"les membres du dossier ({application.organisation.name})"]
