"""Fields that prove again who one is: put `ProofMixin` before the form's own base.

    class BankForm(ProofMixin, ActForm): …

The proof is asked last, checked by `cleaned()` once the rest is right, and never handed to the service.
In the demonstration nothing is asked.
"""

from typing import Any

from flask import session
from flask_login import current_user
from wtforms import HiddenField, PasswordField, StringField, ValidationError
from wtforms.validators import InputRequired, Length

from grants.queries import proofs
from grants.services import accounts
from grants.services.accounts import passkeys
from workflows.errors import Invalid

PROOFS = ("proof_password", "proof_code", "proof_credential")
CHALLENGE = "proof_challenge"  # in the session: what a device's key is asked to sign; it serves once
WRONG = (
    "Ce n’est pas le bon mot de passe, ou il y a eu trop d’essais rapprochés. Le reste de votre saisie est gardé : "
    "retapez le mot de passe, ou attendez quelques minutes."
)
WRONG_PAIR = (
    "Le mot de passe ou le code n’est pas le bon, ou il y a eu trop d’essais rapprochés. Le reste de votre saisie est "
    "gardé : retapez le mot de passe, avec un nouveau code (chaque code ne sert qu’une fois)."
)


class CodeOrKey:
    """The code is needed, unless a device's key has signed."""

    field_flags = {"required": True}

    def __call__(self, form: Any, field: Any) -> None:
        if not field.data and not ("proof_credential" in form and form.proof_credential.data):
            raise ValidationError("Écrivez le code.")


class ProofMixin:
    """Adds the password, and the code when the person has a second factor; a device's key may replace the code."""

    proof_options = ""  # what the browser is asked, in JSON, for who has a device's key

    proof_password = PasswordField(
        "Votre mot de passe", [InputRequired("Écrivez votre mot de passe."), Length(max=200)],
        description="Cet acte engage : nous vérifions que c’est bien vous.",
        render_kw={"autocomplete": "current-password"},
    )  # fmt: skip
    proof_code = StringField(
        "Code de votre second facteur", [CodeOrKey(), Length(max=40)],
        description="Les six chiffres de votre application, ou un code de secours.",
        render_kw={"autocomplete": "one-time-code"},
    )  # fmt: skip

    proof_credential = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(PROOFS) - set(self.proofs_asked()):
            delattr(self, name)

    def proofs_asked(self) -> tuple[str, ...]:
        """The fields that this person is shown; each page asks a device's key to sign something new."""
        if proofs.is_waived() or not current_user.is_authenticated:
            return ()
        factors = proofs.factors(current_user)
        if not factors.passkeys:
            return PROOFS[:2] if factors else PROOFS[:1]
        self.challenge = session.pop(CHALLENGE, "")
        self.proof_options, session[CHALLENGE] = passkeys.ask(factors.passkeys)
        return PROOFS

    @property
    def questions(self) -> list[Any]:
        """What the act asks, then the proof."""
        asked: list[Any] = super().questions  # type: ignore[misc]
        return sorted(asked, key=lambda field: PROOFS.index(field.name) if field.name in PROOFS else -1)

    def check_proof(self) -> bool:
        """Whether it is the person; if not, the sentence stands at the password."""
        given = {name.removeprefix("proof_"): self[name].data or "" for name in PROOFS if name in self}  # type: ignore
        if not given:
            return proofs.is_waived()
        if "credential" in given:
            given["challenge"] = self.challenge
        if accounts.prove(current_user.id, **given):
            return True
        self.proof_password.errors = [WRONG_PAIR if "code" in given else WRONG]
        return False

    def cleaned(self) -> dict[str, Any]:
        """The service's arguments; `Invalid` when an answer or the proof is wrong."""
        answers: dict[str, Any] = super().cleaned()  # type: ignore[misc]
        if not self.check_proof():
            raise Invalid
        return {name: value for name, value in answers.items() if name not in PROOFS}
