"""The page of an organisation, as one of its people makes it."""

from typing import Any

from flask import g
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional

from forms.validators import Rna, Siret
from workflows.errors import Invalid

NATURES = [
    ("association_1901", "Association loi 1901"),
    ("foundation", "Fondation"),
    ("endowment_fund", "Fonds de dotation"),
    ("social_body", "Organisme social (CAF, MSA, CPAM)"),
    ("municipality", "Commune ou centre communal d’action sociale"),
    ("intermunicipality", "Intercommunalité"),
    ("state_education", "Service ou établissement de l’Éducation nationale"),
    ("public_interest_group", "Groupement d’intérêt public"),
    ("cooperative", "Coopérative d’intérêt collectif"),
]


class OrganisationForm(FlaskForm):
    """Who it is; its numbers are checked by their key, and may be missing for now."""

    words = "Créer la fiche de mon organisme"
    lead = "Vous en serez le représentant légal dans Guichet. Elle servira pour tous vos dossiers."
    template = "acts/form.html"
    subject_line = ""

    name = StringField(
        "Nom légal",
        [InputRequired("Écrivez le nom de l’organisme."), Length(max=200)],
        description="Exactement comme dans vos statuts.",
        render_kw={"autocomplete": "organization"},
    )
    legal_nature = SelectField("Nature juridique", choices=NATURES)
    siret = StringField(
        "Numéro SIRET",
        [Optional(), Siret],
        description="14 chiffres. Sans lui, un dossier peut être déposé mais rien ne pourra être versé.",
        render_kw={"inputmode": "numeric"},
    )
    rna = StringField(
        "Numéro RNA", [Optional(), Rna], description="W suivi de 9 caractères, pour une association déclarée."
    )
    address = StringField(
        "Adresse du siège", [Optional(), Length(max=300)], render_kw={"autocomplete": "street-address"}
    )

    def __init__(self, back: str) -> None:
        super().__init__()
        self.back, self.subject = back, None
        g.form = self

    def lay_out(self) -> None:
        """Its page shows nothing that must be looked for."""

    @property
    def questions(self) -> list[Any]:
        return [self.name, self.legal_nature, self.siret, self.rna, self.address]

    def cleaned(self) -> dict[str, Any]:
        """The service's arguments; `Invalid` when one is wrong."""
        if not self.validate():
            raise Invalid
        return {field.name: field.data for field in self.questions}
