"""The page of an organisation, as one of its people makes it and keeps it."""

from datetime import date
from typing import Any

from flask import g
from flask_wtf import FlaskForm
from wtforms import DateField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from forms.act import ActForm
from forms.fields import options
from forms.filled import Filled
from forms.validators import Rna, Siret, is_rna, is_siret
from grants.directories import Record
from grants.models import Organisation
from grants.values import clock
from grants.values.identifiers import spaced_siret
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
NOT_YET = "Cette date est à venir : écrivez le jour où la demande est partie."


def not_to_come(form: Any, field: Any) -> None:
    if isinstance(field.data, date) and field.data > clock.today():
        raise ValidationError(NOT_YET)


class NumberForm(FlaskForm):
    """The first question: which number, so that nothing known is typed again."""

    class Meta:
        csrf = False  # it only reads: its answer is an address

    words = "Chercher mon organisme"

    numero = StringField(
        "Numéro SIRET ou RNA",
        [InputRequired("Écrivez le SIRET ou le RNA de l’organisme."), Length(max=40)],
        description="SIRET : 14 chiffres. RNA : W suivi de 9 caractères, pour une association.",
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )

    def validate_numero(self, field: Any) -> None:
        if not (is_siret(field.data) or is_rna(field.data)):
            raise ValidationError(
                "Ce numéro n’est ni un SIRET (14 chiffres) ni un RNA (W et 9 caractères) : relisez-le."
            )

    @property
    def questions(self) -> list[Any]:
        return [self.numero]


class IdentityFields:
    """Who it is; its numbers are checked by their key, and may be missing for now."""

    name = StringField(
        "Nom légal",
        [InputRequired("Écrivez le nom de l’organisme."), Length(max=200)],
        description="Exactement comme dans vos statuts.",
        render_kw={"autocomplete": "organization"},
    )
    legal_nature = SelectField("Nature juridique", choices=options(NATURES))
    siret = StringField(
        "Numéro SIRET",
        [Optional(), Siret],
        description="14 chiffres. Sans lui, un dossier peut être déposé mais rien ne pourra être versé.",
        render_kw={"inputmode": "numeric"},
    )
    siret_requested_on = DateField(
        "Si vous l’attendez encore : date de votre demande de SIRET", [Optional(), not_to_come]
    )
    rna = StringField(
        "Numéro RNA", [Optional(), Rna], description="W suivi de 9 caractères, pour une association déclarée."
    )
    address = StringField(
        "Adresse du siège", [Optional(), Length(max=300)], render_kw={"autocomplete": "street-address"}
    )
    ORDER = ("name", "legal_nature", "siret", "siret_requested_on", "rna", "address")

    @property
    def questions(self) -> list[Any]:
        return [self[name] for name in self.ORDER]  # type: ignore[index]


class OrganisationForm(IdentityFields, FlaskForm):
    """A new page: what the directory says is filled in already."""

    class Meta(Filled):
        pass

    words = "Créer la fiche de mon organisme"
    lead = "Vous en serez le représentant légal dans Guichet. Elle servira pour tous vos dossiers."
    template = "organisations/new.html"
    subject_line = ""

    def __init__(self, back: str, found: Record | None = None, number: str = "") -> None:
        super().__init__(data=known(found, number))
        self.back, self.subject = back, None
        self.is_found, self.tone, self.said = found is not None, "", ""
        g.form = self

    def lay_out(self) -> None:
        """Its page shows nothing that must be looked for."""

    def cleaned(self) -> dict[str, Any]:
        """The service's arguments; `Invalid` when one is wrong."""
        if not self.validate():
            raise Invalid
        return {field.name: field.data for field in self.questions}


def known(found: Record | None, number: str) -> dict[str, Any]:
    """What may be filled in: the record, or the number that was looked for."""
    if found:
        return {name: getattr(found, name) for name in ("name", "legal_nature", "siret", "rna", "address")}
    return {"siret": spaced_siret(number)} if is_siret(number) else {"rna": number} if is_rna(number) else {}


class EditForm(IdentityFields, ActForm):
    """The same, later; a new SIRET or RNA is checked in the directory again."""

    lead = "Cette fiche est reprise au début de chaque demande. Vos dossiers déjà déposés gardent ce qu’ils disent."

    def begin_with(self, subject: Organisation) -> dict[str, Any]:
        return {name: getattr(subject, name) for name in self.ORDER}

    def prepare(self, subject: Organisation) -> None:
        self.recipients = ["tous les membres de l’organisme"]


class VerifyForm(ActForm):
    """One press: the directory is asked again."""

    def prepare(self, subject: Organisation) -> None:
        self.consequences = ["Le SIRET ou le RNA est cherché dans l’annuaire, et la réponse notée sur la fiche."]
