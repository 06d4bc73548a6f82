"""Fields that prove again who one is: put `ProofMixin` before the form's own base.

    class BankForm(ProofMixin, ActForm): …

The proof is asked last, checked by `cleaned()` once the rest is right, and never handed to the service.
In the demonstration nothing is asked.
"""

from typing import Any

from flask_login import current_user
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length

from grants.queries import proofs
from grants.services import accounts
from workflows.errors import Invalid

PROOFS = ("proof_password", "proof_code")
WRONG = (
    "Ce n’est pas le bon mot de passe, ou il y a eu trop d’essais rapprochés. Le reste de votre saisie est gardé : "
    "retapez le mot de passe, ou attendez quelques minutes."
)
WRONG_PAIR = (
    "Le mot de passe ou le code n’est pas le bon, ou il y a eu trop d’essais rapprochés. Le reste de votre saisie est "
    "gardé : retapez le mot de passe, avec un nouveau code (chaque code ne sert qu’une fois)."
)


class ProofMixin:
    """Adds the password, and the code when the person has a second factor."""

    proof_password = PasswordField(
        "Votre mot de passe", [InputRequired("Écrivez votre mot de passe."), Length(max=200)],
        description="Cet acte engage : nous vérifions que c’est bien vous.",
        render_kw={"autocomplete": "current-password"},
    )  # fmt: skip
    proof_code = StringField(
        "Code de votre second facteur", [InputRequired("Écrivez le code."), Length(max=40)],
        description="Les six chiffres de votre application, ou un code de secours.",
        render_kw={"autocomplete": "one-time-code"},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked: tuple[str, ...] = () if proofs.is_waived() or not current_user.is_authenticated else PROOFS[:1]
        if asked and proofs.has_second_factor(current_user):
            asked = PROOFS
        for name in set(PROOFS) - set(asked):
            delattr(self, name)

    @property
    def questions(self) -> list[Any]:
        """What the act asks, then the proof."""
        asked: list[Any] = super().questions  # type: ignore[misc]
        return sorted(asked, key=lambda field: PROOFS.index(field.name) if field.name in PROOFS else -1)

    def check_proof(self) -> bool:
        """Whether it is the person; if not, the sentence stands at the password."""
        given = {name.removeprefix("proof_"): self[name].data for name in PROOFS if name in self}  # type: ignore
        if not given:
            return proofs.is_waived()
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
