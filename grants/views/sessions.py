"""Signing in, in one or two steps, and out."""

from flask import Blueprint, Response, current_app, flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forms.account import CodeForm, EnrolForm
from forms.session import SignInForm
from grants.database import db
from grants.extensions import limiter
from grants.models import User
from grants.queries import cast, proofs
from grants.services import accounts, sign_ins
from grants.services.accounts import passkeys
from grants.values import clock, devices
from grants.views import signing
from grants.views.enrolling import ask_enrolment, enrolled
from grants.views.requires import public

bp = Blueprint("sessions", __name__)

WRONG_CODE = "Ce code n’est pas le bon, a déjà servi, ou les essais sont trop rapprochés : attendez le suivant."


@bp.route("/connexion", methods=["GET", "POST"])
@public
@limiter.limit("20/minute", methods=["POST"])
def sign_in() -> ResponseReturnValue:
    form = SignInForm()
    network = devices.prefix(request.remote_addr)
    user_id = None
    if form.validate_on_submit():
        user_id = accounts.enter(form.email.data, form.password.data, network=network)
    if user_id is None:
        page = render_template("sessions/sign_in.html", form=form.refused(), people=people_of_the_demo())
        return page, 422 if form.is_submitted() else 200
    return signing.go_on(db.session.get_one(User, user_id), request.args.get("next"))


@bp.route("/connexion/code", methods=["GET", "POST"])
@public
@limiter.limit("20/minute", methods=["POST"])
def second_factor() -> ResponseReturnValue:
    """The code of the telephone, a recovery code, or a device's key."""
    half, form = signing.waiting(), CodeForm()
    if half is None:
        return begin_again()
    if form.is_submitted() and form.validate() and is_proved(half.user.id, form):
        return signing.open_session(half.user, half.onward, has_second_factor=True)
    if form.is_submitted():
        form.code.errors = [WRONG_CODE]
    return ask_code(half.user, form), 422 if form.is_submitted() else 200


def is_proved(user_id: int, form: CodeForm) -> bool:
    challenge = session.pop("challenge", None)
    if form.credential.data and challenge:
        return accounts.enter_passkey(user_id, form.credential.data, challenge)
    return accounts.enter_code(user_id, form.code.data or "")


def ask_code(user: User, form: CodeForm) -> str:
    known, options = proofs.factors(user), ""
    if known.passkeys:
        options, session["challenge"] = passkeys.ask(known.passkeys)
    form.credential.data = ""
    return render_template("sessions/second_factor.html", form=form, options=options, factors=known)


@bp.route("/connexion/second-facteur", methods=["GET", "POST"])
@public
def enrol() -> ResponseReturnValue:
    """The staff's first sign-in: a second factor before anything else."""
    half = signing.waiting()
    if half is None or proofs.has_second_factor(half.user):
        return begin_again()
    form = EnrolForm()
    if not form.is_submitted():
        return ask_enrolment(half.user, form, "sessions/enrol.html")
    codes = enrolled(half.user, form)
    if codes is None:
        return ask_enrolment(half.user, form, "sessions/enrol.html")
    signing.begin(half.user, has_second_factor=True)
    return render_template("accounts/codes.html", codes=codes, onward=signing.onward(half))


def begin_again() -> ResponseReturnValue:
    flash(_("Il faut recommencer par l’adresse et le mot de passe."), "error")
    return redirect(url_for("sessions.sign_in"), 303)


def people_of_the_demo() -> list[cast.Part]:
    """Whom one may be at one press: nobody, outside the demonstration."""
    return cast.one_a_role() if current_app.config["GUICHET_ENV"] == "demo" else []


@bp.post("/deconnexion")
@public
def sign_out() -> ResponseReturnValue:
    signing.leave()
    flash("Vous êtes déconnecté.", "success")
    return redirect(url_for("home.index"), 303)


@bp.after_app_request
def seen(response: Response) -> Response:
    """A session is stamped as seen, once a minute at most."""
    here = g.get("sign_in")
    if here is not None and response.status_code < 500 and clock.now() - here.seen_at >= sign_ins.MINUTE:
        sign_ins.stamp(here.id)
    return response
