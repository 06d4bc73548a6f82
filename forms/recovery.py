"""What is filled in about money that comes back."""

from datetime import timedelta
from typing import Any

from flask_login import current_user
from sqlalchemy import select
from wtforms import DateField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from forms.act import ActForm
from forms.fields import MoneyField, options
from grants.database import db
from grants.models import Application, Payment, Recovery
from grants.policies.roles import roles_on
from grants.services.recoveries import recoverable
from grants.values import clock
from grants.values.sentences import sentence
from workflows.roles import Role

NEEDED = InputRequired("Répondez à cette question.")
LONG = Length(max=2000)
TO_ANSWER = timedelta(days=21)  # [à vérifier]


GROUNDS = [
    ("non_depense", "Une part n’a pas été dépensée"),
    ("non_justifie", "Une part n’est pas justifiée"),
    ("non_conforme", "Une part a servi à un autre objet"),
    ("cer", "Manquement au contrat d’engagement républicain"),
]


class ProposeForm(ActForm):
    payment_id = SelectField("Versement concerné", [NEEDED], coerce=int)
    amount = MoneyField("Montant à reverser, en euros", [NEEDED])
    ground = RadioField("Pourquoi cet argent doit revenir", [NEEDED], choices=options(GROUNDS))
    breach_on = DateField(
        "Date du manquement", [Optional()], description="Pour le contrat d’engagement républicain seul."
    )
    reason = TextAreaField("Constats", [NEEDED, LONG], description="Un par ligne : l’organisme les lira.")
    hear_by = DateField("L’organisme peut répondre jusqu’au", [NEEDED])

    def begin_with(self, application: Application) -> dict[str, Any]:
        return {"hear_by": clock.today() + TO_ANSWER}

    def prepare(self, application: Application) -> None:
        paid = select(Payment).filter_by(application_id=application.id, state="paid").order_by(Payment.id)
        self.payment_id.choices = options(
            (each.id, f"{each.label}, {each.amount} : {recoverable(each)} au plus") for each in db.session.scalars(paid)
        )
        self.consequences = ["Rien n’est demandé encore : l’organisme peut d’abord présenter ses observations."]
        self.recipients = [f"les membres du dossier ({application.organisation.name})"]


class HearForm(ActForm):
    observations = TextAreaField("Observations", [NEEDED, LONG])

    def prepare(self, recovery: Recovery) -> None:
        self.lead = sentence(
            "Reversement proposé : %(amount)s, sur « %(label)s ».", amount=recovery.amount, label=recovery.payment.label
        )
        self.consequences = ["L’autorité lira ces observations avant de décider."]
        if Role.APPLICANT not in roles_on(current_user, recovery):
            self.consequences.append("Sans réponse dans le délai, écrivez « Aucune observation reçue ».")


class OrderForm(ActForm):
    reference = StringField("Référence du titre de perception", [NEEDED, Length(max=60)])
    answer = TextAreaField("Réponse aux observations", [Optional(), LONG],
                           description="La lettre la donne telle quelle, après « j’en ai tenu compte : ».")  # fmt: skip

    def prepare(self, recovery: Recovery) -> None:
        self.cost = sentence(
            "%(amount)s sont demandés à l’organisme, qui a soixante jours pour les rendre.", amount=recovery.amount
        )
        self.lead = sentence("Observations : %(observations)s", observations=recovery.observations)
        self.recipients = ["les membres du dossier", "le comptable public"]


class CollectForm(ActForm):
    collected_on = DateField("Date du reversement", [NEEDED])

    def begin_with(self, recovery: Recovery) -> dict[str, Any]:
        return {"collected_on": clock.today()}

    def prepare(self, recovery: Recovery) -> None:
        self.consequences = [
            sentence(
                "%(amount)s sont notés comme revenus : c’est un fait, il ne se défait pas.", amount=recovery.amount
            )
        ]


class CancelForm(ActForm):
    reason = TextAreaField("Motif", [NEEDED, LONG])

    def prepare(self, recovery: Recovery) -> None:
        self.consequences = [sentence("Le reversement de %(amount)s n’est plus demandé.", amount=recovery.amount)]
