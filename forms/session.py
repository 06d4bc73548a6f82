"""What a person types to sign in."""

from typing import Any, Self

from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField
from wtforms.validators import InputRequired, Length

UNKNOWN = (
    "Adresse ou mot de passe inconnu, ou trop d’essais rapprochés. Vérifiez les deux, attendez quelques minutes, "
    "ou choisissez un nouveau mot de passe."
)


class SignInForm(FlaskForm):
    words = "Se connecter"

    email = EmailField(
        "Adresse électronique", [InputRequired("Écrivez votre adresse électronique."), Length(max=254)],
        render_kw={"autocomplete": "username"},
    )  # fmt: skip
    password = PasswordField(
        "Mot de passe", [InputRequired("Écrivez votre mot de passe."), Length(max=200)],
        render_kw={"autocomplete": "current-password"},
    )  # fmt: skip

    @property
    def questions(self) -> list[Any]:
        return [self.email, self.password]

    def refused(self) -> Self:
        """Say the same thing whether the address is known or not."""
        if self.is_submitted() and not self.errors:
            self.password.errors = [UNKNOWN]
        return self
