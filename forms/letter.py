"""The signed letter that comes back: scanned, or with an external signature."""

from pathlib import Path
from typing import Any

from flask import current_app
from flask_wtf.file import FileRequired
from wtforms import BooleanField, DateField, RadioField, StringField
from wtforms.validators import InputRequired, Optional

from forms.act import ActForm
from forms.document import DocumentField
from forms.fields import options
from forms.reasons import said
from grants import storage
from grants.arriving import Arrived
from grants.examining import Unacceptable
from grants.examining.signatures import Signed, check, is_signed
from grants.models import Letter
from grants.values import clock
from grants.values.sentences import sentence

INK, PADES = "ink", "pades"
WAYS = [(INK, "À la main, puis numérisée"), (PADES, "Par une signature électronique (PAdES)")]
NEEDED = InputRequired("Répondez à cette question.")
NOT_READY = "Le PDF de cette lettre n’est pas encore fabriqué : attendez un instant, puis recommencez."
NOT_INK = "Ce PDF porte une signature électronique : choisissez « par une signature électronique »."
OTHER = "Ce n’est pas la référence de cette lettre (%(reference)s) : vérifiez que c’est bien elle que vous joignez."
ALONE = "Cochez après avoir vérifié qui a signé."


class SignForm(ActForm):
    way = RadioField("Comment la lettre est-elle signée ?", [NEEDED], choices=options(WAYS))
    document = DocumentField("La lettre signée (PDF)", [FileRequired("Choisissez un fichier.")], max_mb=20)
    reference = StringField(
        "Signée à la main : référence imprimée sur la lettre", filters=[said],
        description="Recopiez-la de la feuille numérisée : c’est ainsi qu’on sait que c’est la bonne.",
    )  # fmt: skip
    signed_on = DateField("Signée à la main : date de la signature", [Optional()])
    is_confirmed = BooleanField("J’ai vérifié que la signature est celle de la personne qui a décidé")

    def begin_with(self, subject: Letter) -> dict[str, Any]:
        return {"signed_on": clock.today(), "way": INK}

    def prepare(self, subject: Letter) -> None:
        self.letter = subject
        self.seen: Signed | None = None
        self.trust = current_app.config.get("SIGNATURE_TRUST")
        who = subject.ruling.author.name if subject.ruling else ""
        self.lead = sentence("Lettre %(reference)s. A décidé, et doit avoir signé : %(who)s.",
                             reference=subject.reference, who=who)  # fmt: skip
        self.consequences = [
            "Le PDF signé devient la lettre que l’organisme recevra ; celui de Guichet reste au dossier.",
            "Une signature électronique est contrôlée : elle est intègre, elle couvre toute la lettre, et la lettre "
            "est celle de Guichet.",
            "Le certificat doit venir d’une autorité reconnue."
            if self.trust
            else "Aucune autorité de confiance n’est configurée ici : la signature est dite intègre, l’identité non "
            "vérifiée. C’est à vous de la vérifier.",
        ]

    def validate(self, extra_validators: Any = None) -> bool:
        return bool(super().validate(extra_validators)) and self.is_right(self.document.arrived)

    def is_right(self, arrived: Arrived | None) -> bool:
        """Whether what came is this letter, signed as it was said; else the field says why not."""
        if arrived is None:
            return False
        try:
            return self.is_electronic(arrived) if self.way.data == PADES else self.is_by_hand(arrived)
        except Unacceptable as refusal:
            self.document.errors = [refusal.sentence]
            return False

    def is_electronic(self, arrived: Arrived) -> bool:
        """A signature made from what was downloaded here: it holds, and says who signed."""
        if self.letter.file_digest is None:
            self.document.errors = [NOT_READY]
            return False
        original, folder = storage.read(self.letter.file_digest), self.trust and Path(self.trust)
        self.seen = check(storage.read(arrived.digest), original, self.letter.reference, folder or None)
        return True

    def is_by_hand(self, arrived: Arrived) -> bool:
        """A scan proves nothing by itself: the reference is copied, the day and the person are said."""
        if is_signed(storage.read(arrived.digest)):
            self.way.errors = [NOT_INK]
        if self.reference.data != self.letter.reference:
            self.reference.errors = [sentence(OTHER, reference=self.letter.reference)]
        if self.signed_on.data is None:
            self.signed_on.errors = ["Écrivez la date de la signature."]
        if not self.is_confirmed.data:
            self.is_confirmed.errors = [ALONE]
        return not (self.way.errors or self.reference.errors or self.signed_on.errors or self.is_confirmed.errors)

    def cleaned(self) -> dict[str, Any]:
        given = super().cleaned()
        day = given["signed_on"] if self.way.data == INK else None
        return {"version": given["version"], "document": self.document.arrived, "signed_on": day, "seen": self.seen,
                "is_confirmed": given["is_confirmed"]}  # fmt: skip
