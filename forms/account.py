"""What a person types about their own account."""

from collections.abc import Callable
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask import g
from flask_login import current_user
from flask_wtf import FlaskForm
from wtforms import (
    EmailField,
    Field,
    HiddenField,
    PasswordField,
    RadioField,
    SelectMultipleField,
    StringField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length, Regexp
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from forms.fields import options
from forms.filled import Filled
from forms.proof import ProofMixin
from grants.values.strength import weaknesses
from workflows.errors import Invalid

NAME = r"^[^/:@<>\n\r\t]+$"  # a name is sent by mail to an address that nobody has confirmed: no link goes with it


class AccountForm(FlaskForm):
    """One page, one button; kept in `g`, so that a refusal shows it again with what was typed."""

    class Meta(Filled):
        pass

    words = lead = back = subject_line = ""
    consequences: list[str] = []
    template, subject = "acts/form.html", None

    def __init__(self, **begin: Any) -> None:
        super().__init__(data=begin)
        self.lay_out: Callable[[], None] = lambda: None  # what only the page shows, found just before it is shown
        g.form = self

    @property
    def questions(self) -> list[Any]:
        return [field for field in self if not isinstance(field.widget, HiddenInput)]

    def known_words(self) -> list[str]:
        """What anybody may know about the person: no password is made of it alone."""
        return [current_user.name, current_user.email] if current_user.is_authenticated else []

    def cleaned(self) -> dict[str, Any]:
        """What was typed; `Invalid` when an answer is wrong."""
        if not self.validate():
            raise Invalid
        return {field.name: field.data for field in self if field.name != "csrf_token"}


def is_address(form: Any, field: Field) -> None:
    """An address that a mail can reach; kept as it will be compared."""
    try:
        field.data = validate_email((field.data or "").strip(), check_deliverability=False).normalized
    except EmailNotValidError as error:
        raise ValidationError("Cette adresse n’est pas complète : par exemple prenom.nom@exemple.fr.") from error


def is_strong(form: Any, field: Field) -> None:
    known = [form[name].data for name in ("email", "name") if name in form]
    weak = weaknesses(field.data or "", [*known, *form.known_words()])
    if weak:
        field.errors = [*field.errors, *weak[:-1]]
        raise ValidationError(weak[-1])


def email_field(label: str, help: str = "") -> EmailField:
    required = InputRequired("Écrivez une adresse électronique.")
    return EmailField(label, [required, Length(max=254), is_address], description=help,
                      render_kw={"autocomplete": "email"})  # fmt: skip


def name_field() -> StringField:
    sober = Regexp(NAME, message="Écrivez seulement votre prénom et votre nom.")
    return StringField("Prénom et nom", [InputRequired("Écrivez votre nom."), Length(min=2, max=100), sober],
                       render_kw={"autocomplete": "name"})  # fmt: skip


def new_password_field() -> PasswordField:
    help = "Quatre mots sans rapport entre eux suffisent. Ni majuscule, ni chiffre, ni signe obligatoires."
    required = InputRequired("Choisissez un mot de passe.")
    return PasswordField("Nouveau mot de passe", [required, Length(max=200), is_strong], description=help,
                         render_kw={"autocomplete": "new-password"})  # fmt: skip


class SignUpForm(AccountForm):
    words = "Créer mon compte"
    lead = "Un compte est à une personne : chacun le sien, et vous pourrez agir à plusieurs pour un organisme."
    name = name_field()
    email = email_field("Adresse électronique", "Nous y envoyons un lien, à ouvrir dans les 24 heures.")
    new_password = new_password_field()


class ForgottenForm(AccountForm):
    words = "Recevoir un lien"
    lead = "Le lien arrive dans la minute à l’adresse de votre compte. Il sert une fois, pendant une heure."
    email = email_field("Adresse électronique de votre compte")


class ConfirmForm(AccountForm):
    """Asked in another browser than the one that signed up."""

    words = "Ouvrir mon compte"
    password = PasswordField(
        "Le mot de passe que vous avez choisi", [InputRequired("Écrivez le mot de passe choisi.")],
        description="Vous ouvrez ce lien sur un autre appareil : nous vérifions que c’est vous qui l’avez demandé.",
        render_kw={"autocomplete": "current-password"},
    )  # fmt: skip


class NewPasswordForm(AccountForm):
    words = "Choisir ce mot de passe"
    new_password = new_password_field()
    consequences = ["Toutes vos sessions ouvertes se ferment : vous vous connecterez avec ce mot de passe."]


class ConfirmAddressForm(AccountForm):
    words = "Confirmer ce changement d’adresse"


class ProfileForm(AccountForm):
    words, back = "Enregistrer", "/compte"
    name = name_field()
    locale = RadioField("Langue", choices=options([("fr", "Français"), ("en", "English")]))
    wanted = SelectMultipleField(
        "Courriels souhaités", widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(),
        description="Un avis s’affiche toujours dans votre compte. Ce qui demande une réponse de votre part part "
        "toujours par courriel.",
    )  # fmt: skip

    def offer(self, sorts: list[tuple[str, str]]) -> None:
        """The sorts of mails that one may do without; nothing is asked of who receives none."""
        self.wanted.choices = options(sorts)
        if not sorts:
            del self.wanted


class EmailForm(ProofMixin, AccountForm):
    words = "Changer d’adresse"
    email = email_field("Nouvelle adresse électronique")
    consequences = ["Un courriel part à l’ancienne adresse et à la nouvelle : le changement se fait quand les deux ont "
                    "confirmé."]  # fmt: skip


class PasswordForm(ProofMixin, AccountForm):
    words = "Changer de mot de passe"
    new_password = new_password_field()
    consequences = ["Vos autres sessions se ferment ; celle-ci reste ouverte."]


class CodeForm(AccountForm):
    """The second step of signing in."""

    words = "Continuer"
    credential = HiddenField()  # what the browser signs with a passkey, when it has one
    code = StringField(
        "Code à six chiffres", [Length(max=40)],
        description="Celui de votre application, ou l’un de vos codes de secours.",
        render_kw={"autocomplete": "one-time-code", "autocapitalize": "none"},
    )  # fmt: skip


class EnrolForm(AccountForm):
    """The six digits prove that the telephone has the secret."""

    words = "Activer cette application"
    signed = HiddenField()  # the secret, until it is proved
    code = StringField(
        "Code à six chiffres", [InputRequired("Écrivez le code que l’application affiche."), Length(max=10)],
        description="Il change toutes les trente secondes.",
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"},
    )  # fmt: skip


class OwnEnrolForm(ProofMixin, EnrolForm):
    """From one's own account: the proof is asked too."""


class PasskeyForm(ProofMixin, AccountForm):
    words = "Ajouter cette clé"
    options = ""  # what the browser is asked, in JSON
    credential = HiddenField()
    label = StringField(
        "Nom de cet appareil", [InputRequired("Donnez-lui un nom."), Length(max=60)],
        description="Pour le reconnaître dans la liste : « mon téléphone », « le portable de l’association ».",
    )  # fmt: skip


class CodesForm(ProofMixin, AccountForm):
    words = "Recevoir dix nouveaux codes"
    consequences = ["Les codes de secours que vous aviez ne serviront plus."]


class RemoveForm(ProofMixin, AccountForm):
    words = "Retirer ce second facteur"


class DeleteForm(ProofMixin, AccountForm):
    words = "Supprimer mon compte"
    consequences = [
        "Votre nom, votre adresse, vos avis et vos sessions sont effacés ; vous ne pourrez plus vous connecter.",
        "Ce que vous avez fait pour un organisme reste dans ses dossiers, sous « Compte supprimé ».",
        "Ce n’est pas réversible.",
    ]
