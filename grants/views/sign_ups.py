"""Opening an account, and choosing another password: every page says the same, whoever has an account or not."""

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forms.account import AccountForm, ConfirmAddressForm, ConfirmForm, ForgottenForm, NewPasswordForm, SignUpForm
from grants.database import db
from grants.extensions import limiter
from grants.models import LinkKind, User
from grants.services import accounts
from grants.services.accounts import links
from grants.views import signing
from grants.views.requires import public
from grants.views.returning import safe_address

bp = Blueprint("sign_ups", __name__)

FEW = "20/hour"


def ask(form: AccountForm) -> str:
    return render_template(form.template, form=form, reasons=[])


@bp.route("/inscription", methods=["GET", "POST"])
@public
@limiter.limit(FEW, methods=["POST"])
def create() -> ResponseReturnValue:
    form = SignUpForm()
    form.template = "sign_ups/create.html"
    if not form.is_submitted():
        return ask(form)
    given = form.cleaned()
    onward = safe_address(request.args.get("next"))
    session["signed_up"] = accounts.sign_up(given["email"], given["name"], given["new_password"], onward=onward)
    return sent_to(given["email"], url_for("sign_ups.create", next=onward))


@bp.route("/mot-de-passe-oublie", methods=["GET", "POST"])
@public
@limiter.limit(FEW, methods=["POST"])
def forgotten() -> ResponseReturnValue:
    form = ForgottenForm()
    form.back = url_for("sessions.sign_in")
    if not form.is_submitted():
        return ask(form)
    email = form.cleaned()["email"]
    accounts.ask_reset(email)
    return sent_to(email, url_for("sign_ups.forgotten"))


def sent_to(email: str, again: str) -> ResponseReturnValue:
    session["sent_to"] = [email, again]
    return redirect(url_for("sign_ups.sent"), 303)


@bp.get("/courriel-envoye")
@public
def sent() -> ResponseReturnValue:
    """The same words for every address."""
    email, again = session.get("sent_to") or ["", url_for("sign_ups.create")]
    return render_template("sign_ups/sent.html", email=email, again=again)


@bp.route("/inscription/confirmer/<token>", methods=["GET", "POST"])
@public
@limiter.limit(FEW, methods=["POST"])
def confirm(token: str) -> ResponseReturnValue:
    link = links.find(token, LinkKind.CONFIRM)
    if link is None:
        return dead(url_for("sign_ups.create"))
    is_same = session.get("signed_up") == link.id
    form = ConfirmForm()
    form.lead = _("Adresse à confirmer : %(email)s", email=link.sent_to)
    if is_same:
        del form.password
    if not form.is_submitted():
        return ask(form)
    user_id = accounts.confirm(token, password=None if is_same else form.cleaned()["password"])
    session.pop("signed_up", None)
    flash(_("Votre compte est ouvert. Bienvenue !"), "success")
    return signing.go_on(db.session.get_one(User, user_id), request.args.get("next"))


@bp.route("/mot-de-passe/<token>", methods=["GET", "POST"])
@public
@limiter.limit(FEW, methods=["POST"])
def choose_password(token: str) -> ResponseReturnValue:
    if links.find(token, LinkKind.RESET, LinkKind.INVITE) is None:
        return dead(url_for("sign_ups.forgotten"))
    form = NewPasswordForm()
    if not form.is_submitted():
        return ask(form)
    accounts.reset(token, form.cleaned()["new_password"])
    signing.leave()
    flash(_("Votre mot de passe est changé, et vos sessions sont fermées. Connectez-vous avec le nouveau."), "success")
    return redirect(url_for("sessions.sign_in"), 303)


@bp.route("/adresse/<token>", methods=["GET", "POST"])
@public
@limiter.limit(FEW, methods=["POST"])
def confirm_address(token: str) -> ResponseReturnValue:
    link = links.find(token, LinkKind.CHANGE_EMAIL)
    if link is None:
        return dead(url_for("accounts.security"))
    form = ConfirmAddressForm()
    form.consequences = [_("Votre compte passera à l’adresse %(email)s quand les deux adresses auront confirmé.",
                           email=link.email)]  # fmt: skip
    if not form.is_submitted():
        return ask(form)
    form.cleaned()
    is_done = accounts.confirm_email(token)
    flash(_("L’adresse de votre compte est changée.") if is_done
          else _("C’est noté. Il reste à confirmer depuis l’autre adresse."), "success")  # fmt: skip
    return redirect(url_for("home.index"), 303)


def dead(again: str) -> ResponseReturnValue:
    """A link that no longer serves: said, with the way to another."""
    return render_template("sign_ups/dead.html", again=again), 404 if request.method == "GET" else 409
