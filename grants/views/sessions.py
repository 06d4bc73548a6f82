"""Signing in and out."""

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_user, logout_user

from forms.session import SignInForm
from grants.extensions import limiter
from grants.queries import cast, users
from grants.views.requires import public
from grants.views.returning import first_page, safe_address

bp = Blueprint("sessions", __name__)


@bp.route("/connexion", methods=["GET", "POST"])
@public
@limiter.limit("20/minute", methods=["POST"])
def sign_in() -> ResponseReturnValue:
    form = SignInForm()
    user = users.with_password(form.email.data, form.password.data) if form.validate_on_submit() else None
    if user is None:
        page = render_template("sessions/sign_in.html", form=form.refused(), people=people_of_the_demo())
        return page, 422 if form.is_submitted() else 200
    login_user(user)
    return redirect(safe_address(request.args.get("next")) or first_page(user), 303)


def people_of_the_demo() -> list[cast.Part]:
    """Whom one may be at one press: nobody, outside the demonstration."""
    return cast.one_a_role() if current_app.config["GUICHET_ENV"] == "demo" else []


@bp.post("/deconnexion")
@public
def sign_out() -> ResponseReturnValue:
    logout_user()
    flash("Vous êtes déconnecté.", "success")
    return redirect(url_for("home.index"), 303)
