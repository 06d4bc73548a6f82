"""Changing the account on which an organisation is paid."""

from typing import Any

from flask_login import current_user
from wtforms import StringField
from wtforms.validators import InputRequired, Length, Optional, Regexp

from forms.act import ActForm
from forms.proof import ProofMixin
from forms.validators import Iban
from grants.models import Organisation
from grants.queries import proofs
from workflows.errors import Refused

NO_SECOND_FACTOR = (
    "Pour changer de compte bancaire, activez d’abord un second facteur dans « Mon compte » : c’est ce qui protège "
    "l’aide de votre organisme contre la fraude."
)


class BankForm(ProofMixin, ActForm):
    """The new account, then the proof."""

    iban = StringField(
        "IBAN",
        [InputRequired("Écrivez l’IBAN du compte."), Length(max=60), Iban],
        description="27 caractères, de FR à la clé, comme sur votre relevé (RIB).",
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )
    holder = StringField(
        "Titulaire du compte",
        [InputRequired("Écrivez le nom qui figure sur le relevé."), Length(max=200)],
        description="Le nom légal de l’organisme, jamais celui d’une personne, même du trésorier.",
    )
    bic = StringField(
        "BIC",
        [Optional(), Regexp(r"^\s*[A-Za-z]{6}[A-Za-z0-9]{2}([A-Za-z0-9]{3})?\s*$",
                            message="Un BIC compte 8 ou 11 caractères, par exemple AGRIFRPP.")],
        description="8 ou 11 caractères, seulement si votre banque le demande.",
    )  # fmt: skip

    lead = "Les versements qui ne sont pas encore partis iront sur ce compte."

    def begin_with(self, subject: Organisation) -> dict[str, Any]:
        return {"holder": subject.name}

    def prepare(self, subject: Organisation) -> None:
        self.consequences = [
            "L’ancien compte reste dans l’historique, masqué.",
            "Si un versement est déjà en route, la personne qui le prépare est prévenue du changement.",
        ]
        self.recipients = ["tous les membres de l’organisme"]

    def cleaned(self) -> dict[str, Any]:
        """`Refused` for whoever has no second factor; the demonstration asks none."""
        if not proofs.is_waived() and not proofs.has_second_factor(current_user):
            raise Refused([NO_SECOND_FACTOR])
        return super().cleaned()
