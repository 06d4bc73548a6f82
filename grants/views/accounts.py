"""My account: who I am, for whom I act, what I have been told, how it is kept safe."""

from urllib.parse import urlsplit

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forms.account import DeleteForm, EmailForm, PasswordForm, ProfileForm
from grants.languages import choose
from grants.queries import inbox, portal, proofs, sign_ins
from grants.services import accounts, inbox_items
from grants.services import sign_ins as sign_in_services
from grants.values import clock
from grants.views import signing
from grants.views.mail_sorts import sorts_for
from grants.views.requires import requires_sign_in
from grants.views.returning import safe_address

bp = Blueprint("accounts", __name__)

SECURITY = "accounts.security"


@bp.get("/compte")
@requires_sign_in
def show() -> ResponseReturnValue:
    notices = inbox.of(current_user)
    return render_template(
        "accounts/show.html", person=current_user, organisations=portal.organisations(current_user),
        unread=[each for each in notices if each.read_at is None],
        read=[each for each in notices if each.read_at is not None],
    )  # fmt: skip


@bp.post("/compte/avis/<int:id>")
@requires_sign_in
def read(id: int) -> ResponseReturnValue:
    """Mark one notice as read, and go where it leads."""
    item = inbox.one(current_user, id) or abort(404)
    onward = safe_address(urlsplit(item.link).path)
    inbox_items.read(current_user.id, item.id)
    return redirect(onward or url_for("accounts.show"), 303)


@bp.route("/compte/profil", methods=["GET", "POST"])
@requires_sign_in
def profile() -> ResponseReturnValue:
    sorts = sorts_for(current_user)
    wanted = [key for key, _label in sorts if key not in current_user.muted]
    form = ProfileForm(name=current_user.name, locale=current_user.locale, wanted=wanted)
    form.offer(sorts)
    form.template = "accounts/profile.html"
    if not form.is_submitted():
        return render_template(form.template, form=form, reasons=[])
    given = form.cleaned()
    muted = [key for key, _label in sorts if key not in given.get("wanted", ())]
    accounts.rename(current_user.id, name=given["name"], locale=given["locale"], muted=muted)
    choose(given["locale"])
    flash(_("Vos informations sont enregistrées."), "success")
    return redirect(url_for("accounts.profile"), 303)


@bp.get("/compte/securite")
@requires_sign_in
def security() -> ResponseReturnValue:
    here = g.sign_in.id if g.sign_in else None
    return render_template(
        "accounts/security.html", person=current_user, factors=proofs.factors(current_user), here=here,
        sessions=sign_ins.open_ones(current_user, at=clock.now()), is_waived=proofs.is_waived(),
    )  # fmt: skip


@bp.route("/compte/adresse", methods=["GET", "POST"])
@requires_sign_in
def change_email() -> ResponseReturnValue:
    form = EmailForm()
    form.back = url_for(SECURITY)
    if not form.is_submitted():
        return render_template(form.template, form=form, reasons=[])
    accounts.ask_email_change(current_user.id, form.cleaned()["email"])
    flash(_("Deux courriels sont partis. Ouvrez le lien de chacun, dans les 24 heures."), "success")
    return redirect(form.back, 303)


@bp.route("/compte/mot-de-passe", methods=["GET", "POST"])
@requires_sign_in
def change_password() -> ResponseReturnValue:
    form = PasswordForm()
    form.back = url_for(SECURITY)
    if not form.is_submitted():
        return render_template(form.template, form=form, reasons=[])
    here = g.sign_in.id if g.sign_in else None
    accounts.change_password(current_user.id, form.cleaned()["new_password"], keep=here)
    flash(_("Votre mot de passe est changé ; vos autres sessions sont fermées."), "success")
    return redirect(form.back, 303)


@bp.post("/compte/sessions/<int:id>/fermer")
@requires_sign_in
def close_session(id: int) -> ResponseReturnValue:
    sign_in_services.end(current_user.id, id)
    flash(_("Cette session est fermée."), "success")
    return redirect(url_for(SECURITY), 303)


@bp.post("/compte/sessions/fermer-les-autres")
@requires_sign_in
def close_others() -> ResponseReturnValue:
    sign_in_services.end_others(current_user.id, but=g.sign_in.id if g.sign_in else None)
    flash(_("Vos autres sessions sont fermées."), "success")
    return redirect(url_for(SECURITY), 303)


@bp.route("/compte/supprimer", methods=["GET", "POST"])
@requires_sign_in
def delete() -> ResponseReturnValue:
    form = DeleteForm()
    form.back = url_for(SECURITY)
    if not form.is_submitted():
        return render_template(form.template, form=form, reasons=[])
    form.cleaned()
    accounts.delete_account(current_user.id)
    signing.leave()
    flash(_("Votre compte est supprimé."), "success")
    return redirect(url_for("home.index"), 303)
