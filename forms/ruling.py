"""What the authority fills in."""

from collections.abc import Sequence
from typing import Any

from flask import request
from flask_login import current_user
from wtforms import IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from forms.act import ActForm
from forms.fields import Boxes, MoneyField, options
from grants.definitions.refusing import refusal_reasons
from grants.models import Application, Envelope, Round
from grants.queries import envelopes, funders
from grants.queries import rulings as queries
from grants.services.rulings import Awarded
from grants.values.money import ZERO, Money
from grants.values.sentences import sentence
from workflows.words.amounts import words_of

NEEDED = InputRequired("Répondez à cette question.")
LONG = Length(max=2000, message="Deux mille caractères au plus.")
REASONS = "Un motif par ligne : la lettre les donne tels quels. Aucun nom de personne."
UNSEEN = "Le demandeur n’en sait rien avant la publication des décisions : il lit « Décision à venir »."
AT_ONCE = "Les décisions de cette vague sont publiées : l’organisme est prévenu tout de suite, avec sa lettre."


class RulingForm(ActForm):
    """A ruling: who hears of it and when."""

    reason = TextAreaField("Motif de la décision", [NEEDED, LONG], description=REASONS)

    def prepare(self, application: Application) -> None:
        is_told = application.round.is_published
        self.consequences = [*self.happens(application), AT_ONCE if is_told else UNSEEN]
        self.recipients = ["le service instructeur"]
        if is_told:
            self.recipients.append(f"les membres du dossier ({application.organisation.name})")

    def happens(self, application: Application) -> list[str]:
        return ["La décision est inscrite au journal du dossier, sous votre nom ; la lettre est figée."]


class RefuseForm(RulingForm):
    """Reasons ticked in the call's list, and words of one's own: the letter gives them in this order."""

    chosen = Boxes("Motifs proposés par l’appel", description="Cochez, puis complétez ou précisez en dessous.")
    reason = TextAreaField("Motif de la décision, à votre façon", [Optional(), LONG], description=REASONS)

    def prepare(self, application: Application) -> None:
        super().prepare(application)
        self.chosen.choices = options((each, each) for each in refusal_reasons(application.file))

    def validate(self, extra_validators: Any = None) -> bool:
        right = bool(super().validate(extra_validators))
        if right and not (self.chosen.data or (self.reason.data or "").strip()):
            self.reason.errors = ["Cochez un motif, ou écrivez-en un : la lettre doit le dire."]
            return False
        return right

    @property
    def questions(self) -> list[Any]:
        """What may be ticked comes before what is written."""
        return sorted(super().questions, key=lambda each: each.name != "chosen")

    def cleaned(self) -> dict[str, Any]:
        given = super().cleaned()
        return given | {"reason": "\n".join([*given.pop("chosen"), given["reason"]]).strip()}

    def happens(self, application: Application) -> list[str]:
        return ["Le dossier est refusé. La lettre donne ces motifs et les voies de recours."]


class NoActionForm(RulingForm):
    def happens(self, application: Application) -> list[str]:
        return ["Le dossier est classé sans suite : aucune somme n’est engagée."]


class ReserveForm(RulingForm):
    rank = IntegerField("Rang sur la liste complémentaire", [NEEDED, NumberRange(min=1, message="À partir de 1.")])

    def begin_with(self, application: Application) -> dict[str, Any]:
        return {"rank": queries.next_rank(application)}

    def happens(self, application: Application) -> list[str]:
        return ["Le dossier attend qu’un autre se désiste : aucune somme n’est imputée, personne n’est promu seul."]


class PreselectForm(RulingForm):
    reason = TextAreaField("Appréciation transmise à la sélection nationale", [Optional(), LONG])


class AwardForm(RulingForm):
    """An amount, and how it is charged; `award_form` adds one field an envelope when there is a choice.

    The button says the amount. Where it was changed after the button was written, the page comes back once with a
    button that says the new one: nobody awards another amount than the one they read.
    """

    announced = IntegerField(widget=HiddenInput(), validators=[Optional()])  # cents, as the button says them
    amount = MoneyField("Montant retenu, en euros", [NEEDED])
    conditions = TextAreaField("Conditions", [Optional(), LONG], description="Une par ligne ; vide s’il n’y en a pas.")
    reason = TextAreaField(
        "Motif, si le montant diffère de la demande", [Optional(), LONG], description="La lettre le donne tel quel."
    )
    envelopes: tuple[Envelope, ...] = ()

    def begin_with(self, application: Application) -> dict[str, Any]:
        amount = wished(application, self.envelopes)
        return {"amount": amount, "announced": amount.cents} | self.wished_parts()

    def wished_parts(self) -> dict[str, Any]:
        """How the scenario that the person comes from splits it, in cents by envelope in the address."""
        asked = {f"charge_{each.id}": request.args.get(f"part_{each.id}", type=int) for each in self.envelopes}
        return {name: Money(cents) for name, cents in asked.items() if cents and cents > 0}

    @property
    def button(self) -> str:
        """What pressing it does, to the euro."""
        return words_of(self.act, Money(self.announced.data or 0) or None)

    @property
    def pattern(self) -> str:
        """The same words around the amount being typed."""
        return words_of(self.act, "{amount}")

    def validate(self, extra_validators: Any = None) -> bool:
        right = bool(super().validate(extra_validators))
        amount, said = self.amount.data, self.announced.data if self.announced.raw_data else None
        if amount is None or said is None or amount.cents == said:
            return right
        self.announced.raw_data, self.announced.data = None, amount.cents
        self.amount.errors = [
            sentence("Le bouton disait %(before)s. Relisez : il dit maintenant %(amount)s.",
                     before=Money(said), amount=amount)
        ]  # fmt: skip
        return False

    def prepare(self, application: Application) -> None:
        super().prepare(application)
        amount = self.amount.data or part_proposed(application, self.envelopes)
        split = envelopes.proposed_split(application, amount, self.envelopes[0].funder_id) if self.envelopes else {}
        self.bars = [
            {"label": e.label, "voted": e.amount, "charged": e.charged, "left": e.left, "maybe": split.get(e.id)}
            for e in self.envelopes
        ]
        asked = application.requested_amount
        self.lead = sentence(
            "Demandé : %(asked)s. Avis du comité : %(recommended_amount)s.",
            asked=asked,
            recommended_amount=application.recommended_amount or sentence("sans montant"),
        )

    @property
    def questions(self) -> list[Any]:
        """The parts stand right after the amount that they make."""
        asked = super().questions
        return sorted(asked, key=lambda each: (each.name != "amount", not each.name.startswith("charge_")))

    def happens(self, application: Application) -> list[str]:
        return [
            "Le montant est imputé tout de suite sur l’enveloppe ; s’il n’y tient pas, rien n’est enregistré.",
            "Un arrêté ou une convention pourra être rédigé par la gestion des subventions.",
        ]

    def cleaned(self) -> dict[str, Any]:
        given = super().cleaned()
        del given["announced"]
        charges = {e.id: given.pop(f"charge_{e.id}", None) for e in self.envelopes}
        charges = {key: amount for key, amount in charges.items() if amount}
        conditions = [line.strip(" -–•") for line in (given["conditions"] or "").splitlines() if line.strip()]
        return given | {"charges": charges or None, "conditions": conditions}


def wished(application: Application, own: Sequence[Envelope] = ()) -> Money:
    """The amount of the scenario that the person comes from, in cents in the address; else what is proposed."""
    cents = request.args.get("montant", type=int) or 0
    return Money(cents) if cents > 0 else part_proposed(application, own)


def part_proposed(application: Application, own: Sequence[Envelope]) -> Money:
    """What is proposed of the funder who has these envelopes: its announced share, where several share the call."""
    if not own or len(application.file.funders) < 2:
        return proposed(application)
    parts = funders.shared(application, proposed(application), application.round.envelopes)
    return parts.get(own[0].funder_id, ZERO)


def own_part(application: Application) -> Money:
    """What is proposed of the funder in whose name this person rules; all of it where there is one."""
    if len(application.file.funders) < 2:
        return proposed(application)
    own = queries.funder_of(current_user, application)
    return part_proposed(application, envelopes.serving(application, own.id)) if own else ZERO


def proposed(application: Application) -> Money:
    return application.recommended_amount or application.requested_amount or ZERO


def award_form(act: str, application: Application) -> ActForm:
    """The form of an award in this round: its own fields for the envelopes that may pay for this file."""
    funder = queries.funder_of(current_user, application)
    found = tuple(envelopes.serving(application, funder.id)) if funder else ()
    fields: dict[str, Any] = {"envelopes": found}
    if len(found) > 1:
        help = "Vide : réparti comme l’appel le prévoit."
        for each in found:
            label = sentence(
                "Part sur « %(label)s » (%(year)s), reste %(left)s", label=each.label, year=each.year, left=each.left
            )
            fields[f"charge_{each.id}"] = MoneyField(label, [Optional()], zero=True, description=help)
    return type("AwardForm", (AwardForm,), fields)(act, application)  # type: ignore[no-any-return]


class RecordForm(ActForm):
    reference = StringField("Où ce résultat est-il écrit ?", [NEEDED, Length(max=200)],
                            description="Courrier, liste publiée, date : de quoi le retrouver.")  # fmt: skip

    def prepare(self, application: Application) -> None:
        self.consequences = ["Vous enregistrez une décision prise ailleurs : vous ne décidez pas."]


class AwardGroupForm(ActForm):
    label = StringField("Nom de l’attribution groupée", [NEEDED, Length(max=200)])
    # Each value is « id:version:cents », what the person saw.
    files = Boxes("Dossiers à retenir, chacun pour le montant proposé", [NEEDED])

    def prepare(self, round: Round) -> None:
        self.files.choices = options(
            (f"{e.id}:{e.version}:{amount.cents}", f"{e.number}, {e.organisation.name} : {amount}")
            for e in queries.to_award(current_user, round)
            if (amount := own_part(e))
        )
        self.consequences = [
            "Chaque dossier choisi est retenu pour le montant proposé et imputé sur son enveloppe : tous ou aucun.",
            UNSEEN,
        ]

    def cleaned(self) -> dict[str, Any]:
        given = super().cleaned()
        picked = [[int(part) for part in each.split(":")] for each in given.pop("files")]
        return given | {"awards": [Awarded(id, version, Money(cents)) for id, version, cents in picked]}
