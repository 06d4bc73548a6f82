"""A delegation of signature, as it was published."""

from typing import Any

from wtforms import DateField, EmailField, SelectField, StringField
from wtforms.validators import Email, InputRequired, Length, Optional

from forms.act import ActForm
from forms.document import DocumentField
from forms.fields import Boxes, MoneyField, options
from forms.helping import AboutNothing
from grants.models import Delegation
from grants.queries import delegations
from grants.values import clock
from grants.values.sentences import sentence
from workflows.words.delegating import DELEGATED
from workflows.words.kinds import KINDS

NEEDED = InputRequired("Répondez à cette question.")
LARGEST_MB = 10


class CreateForm(AboutNothing):
    act = "delegation.create"
    lead = "Recopiez l’arrêté publié : chaque signature est comparée à ce que vous écrivez ici, à l’instant de signer."
    email = EmailField(
        "Adresse de la personne qui signera",
        [NEEDED, Email("Cette adresse n’est pas complète.")],
        description="Celle de son compte.",
    )
    reference = StringField(
        "Référence publiée", [NEEDED, Length(max=200)],
        description="Recueil des actes administratifs, numéro et date : les lettres la citent.",
    )  # fmt: skip
    valid_from = DateField("En vigueur à partir du", [NEEDED])
    valid_until = DateField("Jusqu’au", [Optional()], description="Vide si l’arrêté ne fixe pas de fin.")
    ceiling = MoneyField("Plafond par dossier, en euros", [Optional()], description="Vide s’il n’y a pas de plafond.")
    kind = SelectField("Sorte d’appel", choices=[])
    call_id = SelectField("Un seul appel", choices=[])
    acts = Boxes("Actes délégués", description="Aucune case cochée : tous les actes.")
    substitutes = EmailField(
        "Suppléance : adresse de la personne suppléée", [Optional(), Email("Cette adresse n’est pas complète.")],
        description="À remplir pour une suppléance seulement : elle ne joue que sur les dossiers dont cette personne "
        "est déportée.",
    )  # fmt: skip
    document = DocumentField("L’arrêté publié (PDF)", description="Facultatif, 10 Mo au plus.")

    def begin_with(self) -> dict[str, Any]:
        return {"valid_from": clock.today()}

    def prepare(self) -> None:
        self.document.limit_to(("pdf",), LARGEST_MB)
        self.kind.choices = options([("", "Toutes"), *((key, KINDS.get(key, key)) for key in delegations.kinds())])
        self.call_id.choices = options([("", "Tous"), *((str(id), title) for id, title in delegations.calls())])
        self.acts.choices = options(DELEGATED.items())
        self.consequences = [
            "La personne peut signer dès la date de début, dans les limites écrites ici.",
            "Un acte hors des dates, au-dessus du plafond ou hors du périmètre est refusé, et la page dit pourquoi.",
        ]
        self.recipients = ["la personne qui signera"]

    def cleaned(self) -> dict[str, Any]:
        typed = super().cleaned()
        call_id = typed.pop("call_id")
        return typed | {
            "call_id": int(call_id) if call_id else None, "kind": typed["kind"] or None,
            "substitutes": typed["substitutes"] or "", "document": self.document.arrived,
        }  # fmt: skip


class EndForm(ActForm):
    def prepare(self, subject: Delegation) -> None:
        self.consequences = [
            sentence("%(name)s ne peut plus rien signer sous « %(reference)s ».",
                     name=subject.user.name, reference=subject.reference),
            "Ce qui a été signé avant reste signé.",
        ]  # fmt: skip
        self.recipients = [subject.user.name]
