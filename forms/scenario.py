"""What-if scenarios: their names, with whom they are shared, where they put each file, what is asked of the solver."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from flask import request
from wtforms import BooleanField, IntegerField, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.widgets import HiddenInput

from forms.act import ActForm
from forms.fields import options
from forms.reasons import NEEDED, said
from grants.models import Place, Scenario
from grants.queries.funders import is_free
from grants.services.scenarios import Move
from grants.values.money import ZERO, Money
from grants.values.sentences import sentence
from workflows.errors import Invalid, Refused

NOTHING = (
    "Un scénario ne fait qu’essayer : rien n’est décidé ni imputé. "
    "Il n’est vu que de vous tant qu’il n’est pas partagé."
)
FREELY = (
    "Les parts des financeurs suivent celles que l’appel annonce tant que leurs enveloppes suffisent ; "
    "au-delà, un financeur qui a encore des crédits paie davantage."
)
BASES = [
    ("committee", "L’avis du comité : retenus, liste complémentaire et non retenus tels qu’il les propose"),
    ("ranking", "L’ordre du classement, jusqu’à ce que les enveloppes ne suffisent plus"),
    ("empty", "Vide : je place chaque dossier"),
]
GAPS = [
    ("0.0100", "1 % : le plus rapide"),
    ("0.0010", "0,1 % : l’usage"),
    ("0.0000", "0 : la meilleure sélection, prouvée, si le temps suffit"),
]
SECONDS = [(10, "10 secondes"), (20, "20 secondes"), (60, "1 minute")]


def name_field() -> Any:
    long = Length(max=80, message="Quatre-vingts signes au plus.")
    return StringField("Nom du scénario", [DataRequired("Nommez le scénario."), long], filters=[said])


class BeginForm(ActForm):
    lead = NOTHING
    name = name_field()
    basis = RadioField(
        "Partir de", [InputRequired("Choisissez d’où partir.")], choices=options(BASES), default="committee"
    )  # fmt: skip


class RenameForm(ActForm):
    name = name_field()

    def begin_with(self, subject: Scenario) -> dict[str, Any]:
        return {"name": subject.name}


class CopyForm(ActForm):
    lead = NOTHING
    name = name_field()

    def begin_with(self, subject: Scenario) -> dict[str, Any]:
        return {"name": sentence("%(name)s, autre essai", name=subject.name)[:80]}


class ShareForm(ActForm):
    is_shared = BooleanField("Les personnes qui décident dans cette vague peuvent l’ouvrir et le dupliquer")

    def begin_with(self, subject: Scenario) -> dict[str, Any]:
        return {"is_shared": subject.is_shared}

    def prepare(self, subject: Scenario) -> None:
        self.consequences = [
            "Personne d’autre que vous ne peut le changer.",
            "Chacun n’y voit que les dossiers qu’il peut lire ; les totaux des enveloppes restent entiers.",
            "Personne n’est prévenu : donnez-leur l’adresse de la page.",
        ]


class DiscardForm(ActForm):
    def prepare(self, subject: Scenario) -> None:
        self.consequences = ["Le scénario, ses règles et ses calculs sont supprimés. Les dossiers ne changent pas."]


class BoardForm(ActForm):
    """Where each file is put: « place-<id> » and « amount-<id> »; a file that is not sent stays where it is.

    Where several funders share the call, « amount-<id>-<funder id> » is the part of each.
    """

    faults: list[str]

    def prepare(self, subject: Scenario) -> None:
        sent = request.form if self.is_submitted() else {}
        ids = [int(key[6:]) for key in sent if key.startswith("place-") and key[6:].isdigit()]
        amounts = [key for key in sent if key.startswith("amount-")]
        self.typed = {
            id: (sent[f"place-{id}"], {key: sent[key] for key in amounts if key.split("-")[1] == str(id)}) for id in ids
        }

    @property
    def questions(self) -> list[Any]:
        """Something was typed that must not be lost."""
        return list(self.typed)

    def cleaned(self) -> dict[str, Any]:
        given = super().cleaned()
        wrong = [each for each in self.typed.values() if each[0] not in ("", *Place)]
        if wrong:
            raise Invalid
        return given | {"moves": {key: self.read(*each) for key, each in self.typed.items()}}

    def read(self, place: str, amounts: Mapping[str, str]) -> Move:
        """Nothing typed at all: the amount that the committee proposes, shared out as the call announces."""
        if place != Place.IN:
            return Move(Place(place) if place else None)
        found = {name: amount_in(text) for name, text in amounts.items() if text.strip()}
        parts = {funder_in(name): found.get(name, ZERO) for name in amounts if name.count("-") == 2}
        if parts:
            return Move(Place.IN, by_funder=parts if found else None)
        return Move(Place.IN, next(iter(found.values()), None))


def funder_in(name: str) -> int:
    """Whose part this field is; `Invalid` when nobody's."""
    key = name.rpartition("-")[2]
    if not key.isdigit():
        raise Invalid
    return int(key)


def amount_in(text: str) -> Money:
    """Exact to the cent; `Refused` when it is no amount."""
    try:
        return Money.parse(text)
    except ValueError as error:
        typed = sentence("« %(typed)s » n’est pas un montant : écrivez-le comme 1 234,50.", typed=text)
        raise Refused([typed]) from error


class ProposeForm(ActForm):
    keeps_hand = BooleanField("Garder ce que j’ai placé à la main, avec ses montants")
    gap = RadioField(
        "À quelle distance du meilleur total le calcul peut-il s’arrêter ?", [NEEDED], choices=options(GAPS)
    )
    seconds = SelectField("Temps donné au calcul", [NEEDED], choices=options(SECONDS), coerce=int)

    def begin_with(self, subject: Scenario) -> dict[str, Any]:
        return {"keeps_hand": subject.keeps_hand, "gap": f"{subject.gap:.4f}", "seconds": subject.seconds}

    def prepare(self, subject: Scenario) -> None:
        self.lead = (
            "Le calcul cherche, sous vos règles et dans ce qui reste des enveloppes, le plus grand total des notes "
            "(une aide partielle compte pour sa part de la demande). Il propose ; il ne décide pas."
        )
        self.consequences = [
            "La proposition s’affiche à part ; le scénario ne change que si vous la reprenez.",
            "Les montants proposés descendent de la demande par pas de 100 € ; ensuite, vous les tapez au centime.",
        ]
        if is_free(subject.round.call.file):
            self.consequences.append(FREELY)

    def cleaned(self) -> dict[str, Any]:
        given = super().cleaned()
        return given | {"gap": Decimal(given["gap"])}


class ExplainForm(ActForm):
    """One button: the file is in the address."""

    file_id = IntegerField(widget=HiddenInput(), validators=[InputRequired()])

    def begin_with(self, subject: Scenario) -> dict[str, Any]:
        return {"file_id": request.args.get("dossier", type=int)}

    def prepare(self, subject: Scenario) -> None:
        self.lead = (
            "Le calcul dit si ce dossier serait retenu sous les règles du scénario, ce qui devrait changer pour que "
            "ce soit l’inverse, et ce que chaque règle coûte. Cela peut prendre une à deux minutes."
        )
