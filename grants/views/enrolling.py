"""A telephone's application as second factor: the secret shown, then proved."""

from flask import current_app, render_template
from flask.typing import ResponseReturnValue
from itsdangerous import BadSignature, URLSafeTimedSerializer
from markupsafe import Markup
from segno import make

from forms.account import EnrolForm
from grants.models import User
from grants.services.accounts import second_factor
from grants.values import codes

HOUR = 3600
WRONG = "Ce code n’est pas celui qu’affiche l’application : vérifiez l’heure du téléphone, puis écrivez le suivant."


def signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], "second-factor")


def secret_of(user: User, form: EnrolForm) -> str:
    """The secret of this page, or a new one; it is kept nowhere until a code proves it."""
    try:
        owner, secret = signer().loads(form.signed.data or "", max_age=HOUR)
    except BadSignature:
        owner, secret = None, ""
    if owner == user.id:
        return str(secret)
    secret = codes.new_secret()
    form.signed.data = signer().dumps([user.id, secret])
    form.signed.raw_data = None
    return secret


def ask_enrolment(user: User, form: EnrolForm, template: str) -> ResponseReturnValue:
    """The page with the QR code and the same secret in letters."""
    secret = secret_of(user, form)
    # Drawn by us, from a secret and an address: nothing that somebody typed stands in it as it is.
    drawing = Markup(make(codes.address(secret, user.email), error="m").svg_inline(scale=5, border=2, title="QR"))
    spaced = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    form.template = template
    page = render_template(template, form=form, reasons=[], drawing=drawing, secret=spaced)
    return page, 422 if form.is_submitted() else 200


def enrolled(user: User, form: EnrolForm) -> list[str] | None:
    """Ten recovery codes once the application is proved; none when the code is wrong."""
    secret = secret_of(user, form)
    if form.validate() and (drawn := second_factor.enrol(user.id, secret, form.code.data or "")):
        return drawn
    form.code.errors = form.code.errors or [WRONG]
    return None
