"""Forms for the style guide: one with every kind of field, one of an act."""

from typing import Any, Self

from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    FieldList,
    FileField,
    Form,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.validators import InputRequired, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from forms.fields import options
from grants.values.money import Money
from grants.views.showcase import samples

NEEDED = InputRequired("Répondez à cette question.")


class MoneyField(StringField):
    """Stands for the house's own money field, so that this page needs nothing else."""


class PartnerForm(Form):
    name = StringField("Nom du partenaire", [NEEDED], render_kw={"autocomplete": "organization"})
    amount = MoneyField("Apport, en euros")


def too_long(form: Form, field: Any) -> None:
    raise ValidationError("Écrivez au plus 600 signes : il y en a 742.")


class EveryKindForm(Form):
    version = HiddenField()
    title = StringField("Le nom du projet", [NEEDED], description="Celui que liront le comité et le public.")
    email = EmailField("Adresse électronique", [NEEDED])
    phone = TelField("Téléphone")
    summary = TextAreaField("Ce que vous voulez faire", [NEEDED, too_long], description="Six à dix lignes.")
    amount = MoneyField("Somme demandée", [NEEDED], description="Écrivez 1500, 1 500 ou 1 500,50.")
    starts_on = DateField("Début du projet", [NEEDED])
    department = SelectField("Département", [NEEDED], choices=options(samples.DEPARTMENTS))
    kind = RadioField(
        "C’est un projet",
        choices=options([("new", "nouveau"), ("wider", "qui gagne un territoire")]),
        validators=[NEEDED],
    )
    themes = SelectMultipleField(
        "Thèmes",
        [NEEDED],
        choices=options([("food", "aide alimentaire"), ("home", "logement"), ("care", "accès aux soins")]),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description="Cochez tout ce qui convient.",
    )
    accounts = FileField("Comptes approuvés de 2019", description="PDF, 10 Mo au plus.")
    partners = FieldList(FormField(PartnerForm, "Partenaire"), "Qui paie avec vous", min_entries=2)
    pledge = BooleanField("Je certifie que ces réponses sont exactes", [NEEDED])
    salaries = MoneyField("Salaires", [NEEDED])
    town = MoneyField("Commune", [NEEDED])

    @classmethod
    def wrong(cls) -> Self:
        """As it comes back with mistakes."""
        typed = {
            "title": "Le camion des démarches",
            "amount": "24 000,00",
            "salaries": "31 000,00",
            "summary": "Un camion.",
        }
        form = cls(MultiDict(typed))
        form.validate()
        return form


def budget_sides(form: EveryKindForm) -> list[dict[str, Any]]:
    """A small budget that does not balance."""
    wages = {"account": "641", "label": "Salaires", "field": form.salaries}
    town = {"account": "74", "label": "Commune", "field": form.town}
    spent, given = Money.of("31000.00"), Money.of("28500.00")
    return [
        {
            "caption": "Charges",
            "total": spent,
            "groups": [{"account": "64", "label": "Personnel", "total": spent, "lines": [wages]}],
        },
        {
            "caption": "Produits",
            "total": given,
            "groups": [{"account": "74", "label": "Subventions", "total": given, "lines": [town]}],
        },
    ]


class RulingForm(Form):
    """What `forms/act.py` gives to templates/acts: words, subject_line, consequences, questions, changes…"""

    words = "Retenir pour 12 000 €"
    subject_line = "Dossier CC20-0042 · Les Passerelles du Bocage · en attente de décision"
    lead = "Vous décidez au nom du préfet de région, par la délégation du 3 mars 2020."
    back = "/demo/composants"
    cost = "12 000 € sur l’enveloppe 85 Vendée 2020, où il restera 53 000 €."
    recipients = ("le service instructeur de la Vendée", "la gestionnaire des conventions")
    consequences = (
        "La somme est imputée tout de suite sur l’enveloppe.",
        "L’association ne lit rien avant la publication, le 15 septembre 2020 à 10 h.",
        "Une convention n’est pas nécessaire : le total de l’année reste sous 23 000 €.",
    )
    changes: tuple[Any, ...] = ()
    reasons: tuple[str, ...] = ()
    answers: tuple[Any, ...] = ()
    letters: tuple[Any, ...] = ()

    version = HiddenField()
    amount = MoneyField("Montant retenu, en euros", [NEEDED])
    opinion = RadioField("Avis du comité", choices=options(samples.CHOICES), default="award")
    reason = TextAreaField("Motif de la décision", [NEEDED], description="Il figure dans la lettre.")

    @property
    def questions(self) -> list[Any]:
        return [self.amount, self.reason]

    def hidden_tag(self) -> Markup:
        return Markup(self.version())

    @classmethod
    def in_state(cls, status: int) -> Self:
        """Asked, refused or stale."""
        form = cls(data={"amount": "12 000,00", "version": "3"})
        if status == 422:
            form.validate()
        if status == 409:
            form.reasons = ("Ce dossier a changé depuis que vous l’avez ouvert. Votre saisie est gardée : relisez-la.",)
            form.changes = ({"label": "Montant proposé", "theirs": "10 000,00 €", "mine": "12 000,00 €"},)
        return form

    @classmethod
    def to_confirm(cls) -> Self:
        form = cls(data={"amount": "12 000,00", "reason": "Répond au besoin du bocage."})
        form.answers = (("Montant", "12 000,00 €"), ("Motif", "Répond au besoin du bocage."))
        html = Markup("<p>Madame, Monsieur,</p><p>Votre projet est retenu pour 12 000,00 €.</p>")
        form.letters = ({"title": "Lettre de notification", "recipient": "Joël Tessier, président", "html": html},)
        return form
