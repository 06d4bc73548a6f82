"""Signing a file: what is certified, one sentence at a time, and a proof that it is the person."""

from typing import Any

from wtforms import BooleanField
from wtforms.validators import InputRequired

from forms.act import ActForm
from forms.proof import ProofMixin
from grants.models import Application
from grants.queries import signers
from grants.values.french import date_longue
from grants.values.sentences import sentence

SINCERE = "J’ai relu ce dossier et je le dépose au nom de l’organisme."
PREFIX = "attest_"


class SigningForm(ProofMixin, ActForm):
    """The last page before the deposit: what is sent, to whom, and the word given."""

    is_signer: bool

    def prepare(self, subject: Application) -> None:
        service, announced = subject.file.contact.service, subject.round.announced_at
        self.consequences = [
            "Vos réponses et vos pièces sont figées et envoyées au service ; vous recevez aussitôt un récépissé.",
            "Le dossier déposé ne se modifie plus, sauf si le service vous demande un complément.",
            sentence("La réponse est annoncée le %(day)s, le même jour pour tous.", day=date_longue(announced)),
        ]
        self.recipients = ["les membres de votre dossier", service]

    def cleaned(self) -> dict[str, Any]:
        """The service's arguments: the sentences that were ticked are in the file already."""
        return {name: value for name, value in super().cleaned().items() if not name.startswith(PREFIX)}


def signing_form(act: str, application: Application) -> SigningForm:
    """With one box to tick for each sentence that this file has its signer certify."""
    ticked = [InputRequired("Cochez cette phrase pour déposer.")]
    fields = {
        f"{PREFIX}{each.key}": BooleanField(each.label, ticked, description=each.help or "")
        for each in signers.attestations(application)
    }
    fields["is_sincere"] = BooleanField(SINCERE, ticked)
    made: SigningForm = type("ThisSigningForm", (SigningForm,), fields)(act, application)
    return made


class AskSignatureForm(ActForm):
    """Telling the people who may sign."""

    def prepare(self, subject: Application) -> None:
        self.consequences = ["Un message part à la personne qui signe, avec le lien pour relire et déposer."]
        self.recipients = [each.name for each in signers.representatives(subject)] or ["les membres de votre dossier"]
