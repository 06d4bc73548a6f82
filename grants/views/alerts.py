"""Being told when a call opens: asked, confirmed by mail, ended in one press."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forms.alert import AddressForm, WishForm
from grants.definitions.themes import known_themes
from grants.extensions import csrf, limiter
from grants.queries import alerts as queries
from grants.queries import calls
from grants.services import alerts
from grants.views.requires import public, requires_sign_in

bp = Blueprint("alerts", __name__)


@bp.route("/appels/alertes", methods=["GET", "POST"])
@public
@limiter.limit("5/minute;30/day", methods=["POST"])
def create() -> ResponseReturnValue:
    """What to be told of; a visitor confirms by mail, a person who is signed in has nothing to confirm."""
    form = own_form() if current_user.is_authenticated else AddressForm(data=asked())
    form.offer(known_themes(each.file for each in calls.every()))
    if not form.validate_on_submit():
        kept = queries.of_user(current_user) if current_user.is_authenticated else None
        return render_template("alerts/create.html", form=form, kept=kept), 422 if form.is_submitted() else 200
    if isinstance(form, AddressForm):
        alerts.ask(form.email.data or "", **form.wishes())
        words = _("Un message vient de partir à %(address)s : ouvrez-le et confirmez.", address=form.email.data)
        flash(words + " " + _("Sans cela, rien ne vous sera envoyé."), "success")
    else:
        alerts.keep(current_user.id, **form.wishes())
        flash(_("C’est noté : nous vous écrirons quand un appel qui vous concerne ouvrira."), "success")
    return redirect(url_for("calls.index"), 303)


def own_form() -> WishForm:
    kept = queries.of_user(current_user)
    return WishForm(data={"themes": kept.themes, "departments": kept.departments} if kept else asked())


def asked() -> dict[str, list[str]]:
    """What the list of calls was filtered by."""
    return {"themes": request.args.getlist("theme"), "departments": request.args.getlist("departement")}


@bp.route("/appels/alertes/confirmer/<word>", methods=["GET", "POST"])
@public
@limiter.limit("20/minute")
def confirm(word: str) -> ResponseReturnValue:
    """The page of the link in the mail; one press, so that a program that opens links confirms nothing."""
    alert = queries.by_confirming(word)
    if alert is None or request.method == "GET":
        return render_template("alerts/confirm.html", alert=alert), 200 if alert else 404
    alerts.confirm(alert.id)
    flash(_("Votre adresse est confirmée : nous vous écrirons quand un appel qui vous concerne ouvrira."), "success")
    return redirect(url_for("calls.index"), 303)


@bp.route("/appels/alertes/fin/<word>", methods=["GET", "POST"])
@public
@limiter.limit("20/minute")
@csrf.exempt  # mail programs post here by themselves (RFC 8058); the signed word says whose alert it is
def end(word: str) -> ResponseReturnValue:
    """One press ends it, without an account; pressed again, or ended already, it says the same."""
    alert = queries.by_ending(word)
    if alert is None or request.method == "GET":
        return render_template("alerts/end.html", alert=alert)
    alerts.end(alert.id)
    flash(_("C’est fini : nous ne vous écrirons plus quand un appel ouvre."), "success")
    return redirect(url_for("calls.index"), 303)


@bp.post("/appels/alertes/fin")
@requires_sign_in
def stop() -> ResponseReturnValue:
    """The same for a person who is signed in."""
    if kept := queries.of_user(current_user):
        alerts.end(kept.id)
        flash(_("C’est fini : nous ne vous écrirons plus quand un appel ouvre."), "success")
    return redirect(url_for("alerts.create"), 303)
