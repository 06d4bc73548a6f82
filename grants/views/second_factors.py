"""My second factors: an application of codes, devices' keys, recovery codes."""

from functools import partial

from flask import Blueprint, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forms.account import AccountForm, CodesForm, OwnEnrolForm, PasskeyForm, RemoveForm
from grants.queries import proofs
from grants.services.accounts import passkeys, second_factor
from grants.views.enrolling import ask_enrolment, enrolled
from grants.views.requires import requires_sign_in
from workflows.errors import Invalid

bp = Blueprint("second_factors", __name__)

SECURITY = "accounts.security"


@bp.route("/compte/second-facteur/application", methods=["GET", "POST"])
@requires_sign_in
def enrol() -> ResponseReturnValue:
    form = OwnEnrolForm()
    form.back = url_for(SECURITY)
    if not form.is_submitted() or not (form.validate() and form.check_proof()):
        return ask_enrolment(current_user, form, "accounts/enrol.html")
    codes = enrolled(current_user, form)
    if codes is None:
        return ask_enrolment(current_user, form, "accounts/enrol.html")
    return render_template("accounts/codes.html", codes=codes, onward=form.back)


@bp.route("/compte/second-facteur/cle", methods=["GET", "POST"])
@requires_sign_in
def add_passkey() -> ResponseReturnValue:
    form = PasskeyForm()
    form.back, form.template = url_for(SECURITY), "accounts/passkey.html"
    challenge = session.pop("challenge", "")
    form.lay_out = partial(ask_browser, form)
    if not form.is_submitted():
        return ask(form)
    given = form.cleaned()
    codes = passkeys.add(current_user.id, given["credential"], challenge, given["label"])
    if codes:
        return render_template("accounts/codes.html", codes=codes, onward=form.back)
    flash(_("Cette clé est ajoutée."), "success")
    return redirect(form.back, 303)


def ask_browser(form: PasskeyForm) -> None:
    """What the page asks of the browser; the challenge serves once."""
    form.options, session["challenge"] = passkeys.ask_new(current_user, proofs.factors(current_user).passkeys)
    form.credential.data = form.credential.raw_data = None


def ask(form: AccountForm) -> str:
    form.lay_out()
    return render_template(form.template, form=form, reasons=[])


@bp.route("/compte/second-facteur/codes", methods=["GET", "POST"])
@requires_sign_in
def draw_codes() -> ResponseReturnValue:
    form = CodesForm()
    form.back = url_for(SECURITY)
    if not form.is_submitted():
        return ask(form)
    form.cleaned()
    if not proofs.has_second_factor(current_user):
        raise Invalid
    return render_template("accounts/codes.html", codes=second_factor.draw_codes(current_user.id), onward=form.back)


@bp.route("/compte/second-facteur/application/retirer", methods=["GET", "POST"])
@requires_sign_in
def remove_totp() -> ResponseReturnValue:
    form = RemoveForm()
    form.back = url_for(SECURITY)
    if not form.is_submitted():
        return ask(form)
    form.cleaned()
    second_factor.remove_totp(current_user.id)
    flash(_("L’application de codes est retirée."), "success")
    return redirect(form.back, 303)


@bp.route("/compte/second-facteur/cle/<int:id>/retirer", methods=["GET", "POST"])
@requires_sign_in
def remove_passkey(id: int) -> ResponseReturnValue:
    form = RemoveForm()
    form.back = url_for(SECURITY)
    if not form.is_submitted():
        return ask(form)
    form.cleaned()
    second_factor.remove_passkey(current_user.id, id)
    flash(_("Cette clé est retirée."), "success")
    return redirect(form.back, 303)
