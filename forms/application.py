"""The acts of a file on the applicant's side: beginning, handing in, giving up; and writing in a register."""

from collections.abc import Sequence
from typing import Any

from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from forms.act import ActForm
from forms.fields import MoneyField, options
from grants.models import Application, Organisation
from grants.values.territories import DEPARTMENTS, REGION


class StartForm(ActForm):
    """For which of my organisations."""

    organisation_id = RadioField("Au nom de quel organisme ?", [InputRequired("Choisissez un organisme.")], coerce=int)
    lead = "Un brouillon s’ouvre, avec son numéro. Rien n’est déposé : vous le remplissez à plusieurs, à votre rythme."

    def offer(self, organisations: Sequence[Organisation]) -> None:
        """The organisations of the person who asks; the only one is chosen already."""
        self.organisation_id.choices = options((each.id, each.name) for each in organisations)
        if len(organisations) == 1 and not self.is_submitted():
            self.organisation_id.data = organisations[0].id


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
        self.department.choices = options([("", "Non précisé"), (REGION, "Toute la région"), *places])
