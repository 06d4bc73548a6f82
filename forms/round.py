"""What the acts on a round ask and announce."""

from datetime import UTC, datetime
from typing import Any

from wtforms import DateField, TextAreaField, TimeField
from wtforms.validators import InputRequired, Length

from forms.act import ActForm
from grants.filters import date_time
from grants.models import Round
from grants.queries import releasing
from grants.values.clock import PARIS
from grants.values.money import Money
from grants.values.sentences import sentence

EVERYBODY = "toutes les personnes qui ont commencé ou déposé un dossier"
STAFF = "les services instructeurs, le secrétariat, l’autorité et la commissaire"


class OpenForm(ActForm):
    def prepare(self, subject: Round) -> None:
        self.consequences = [
            sentence("Le dépôt est ouvert jusqu’au %(moment)s (heure de Paris).", moment=date_time(subject.closes_at))
        ]
        if subject.follows:
            self.consequences.append(
                sentence(
                    "Les dossiers non retenus de « %(title)s » recommencent comme brouillons.",
                    title=subject.follows.title,
                )
            )
        self.recipients = [STAFF]


class ExtendForm(ActForm):
    """A new deadline, the same for everybody, with its reason."""

    closes_on = DateField("Nouvelle date limite", [InputRequired("Écrivez la nouvelle date limite.")])
    closes_time = TimeField("Heure limite (heure de Paris)", [InputRequired("Écrivez l’heure.")])
    reason = TextAreaField(
        "Raison de la prolongation", [InputRequired("Dites pourquoi."), Length(max=400)],
        description="Elle est écrite à tous ceux qui sont prévenus.",
    )  # fmt: skip

    def begin_with(self, subject: Round) -> dict[str, Any]:
        local = subject.closes_at.astimezone(PARIS)
        return {"closes_on": local.date(), "closes_time": local.time().replace(second=0, microsecond=0)}

    def prepare(self, subject: Round) -> None:
        self.lead = sentence(
            "La date limite est aujourd’hui le %(moment)s (heure de Paris).", moment=date_time(subject.closes_at)
        )
        self.consequences = [
            "Le dépôt reste ouvert, ou rouvre, pour tout le monde jusqu’à la nouvelle date.",
            "Les dossiers déjà déposés gardent leur date de dépôt.",
        ]
        self.recipients = [EVERYBODY]

    def cleaned(self) -> dict[str, Any]:
        found = super().cleaned()
        local = datetime.combine(found.pop("closes_on"), found.pop("closes_time"), PARIS)
        return found | {"closes_at": local.astimezone(UTC)}


class CloseForm(ActForm):
    def prepare(self, subject: Round) -> None:
        self.consequences = ["Plus personne ne peut déposer. Un brouillon reste un brouillon, et on le lui dit."]
        self.recipients = [STAFF]


class DecideForm(ActForm):
    def prepare(self, subject: Round) -> None:
        self.consequences = [
            "Les décisions de cette vague sont arrêtées ; les organismes ne lisent encore rien.",
            sentence("La publication est annoncée pour le %(moment)s.", moment=date_time(subject.announced_at)),
        ]
        self.recipients = [STAFF]


class PublishForm(ActForm):
    """Who receives what, on one page, before everybody reads it."""

    def prepare(self, subject: Round) -> None:
        self.outcomes = releasing.outcomes(subject)
        self.unsigned = releasing.unsigned(subject)
        self.consequences = [
            sentence("Organismes qui lisent leur décision et leur lettre, tous au même instant : %(count)s.",
                     count=sum(each.count for each in self.outcomes)),
            "Ensuite, une décision ne change plus que par un recours ou un avenant.",
        ]  # fmt: skip
        self.recipients = ["tous les organismes dont le dossier a une décision", STAFF]
        given = Money.total(each.amount for each in self.outcomes)
        self.cost = sentence("%(amount)s déjà imputés sur les enveloppes.", amount=given) if given else None
