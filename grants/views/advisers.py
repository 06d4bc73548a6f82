"""Outside advisers (conseils extérieurs): invited to a draft, they accept, read, and find it again on their page."""

from urllib.parse import urlencode

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forms.helping import InviteAdviserForm, RevokeAdviserForm
from grants.database import db
from grants.models import Adviser
from grants.queries import advisers as queries
from grants.services import advisers
from grants.values import clock
from grants.views.acts import act
from grants.views.requires import public, requires_sign_in
from grants.views.subjects import part_of_file

bp = Blueprint("advisers", __name__)

act(bp, "adviser.invite", "/dossiers/<number>/conseil/inviter", advisers.invite, form=InviteAdviserForm,
    done="L’invitation est partie.")  # fmt: skip
act(bp, "adviser.revoke", "/dossiers/<number>/conseil/<int:id>/retirer", advisers.revoke, form=RevokeAdviserForm,
    load=part_of_file(Adviser), done="L’invitation est retirée.")  # fmt: skip


@bp.get("/conseil")
@requires_sign_in
def index() -> ResponseReturnValue:
    """The drafts that I was invited to read, and how one is invited."""
    return render_template("advisers/index.html", drafts=queries.drafts_of(current_user))


@bp.route("/conseil/invitations/<token>", methods=["GET", "POST"])
@public
def accept(token: str) -> ResponseReturnValue:
    """Whoever holds the link reads who invites, and for what; only the person of that address comes in."""
    adviser = the_adviser(token)
    if request.method == "POST" and current_user.is_authenticated:
        number = advisers.accept(current_user.id, adviser.id)
        flash(_("Vous pouvez lire ce brouillon et écrire vos remarques."), "success")
        return redirect(url_for("remarks.index", number=number), 303)
    return render_template("advisers/invitation.html", **page(adviser))


def the_adviser(token: str) -> Adviser:
    """404 for a link that was never made here."""
    found = advisers.opened(token)
    return (db.session.get(Adviser, found) if found is not None else None) or abort(404)


def page(adviser: Adviser) -> dict[str, object]:
    """What the page says; where to go depends on who looks."""
    signed_in = current_user.is_authenticated
    return {
        "adviser": adviser,
        "is_open": advisers.is_open(adviser, clock.today()),
        "is_mine": signed_in and current_user.email.lower() == adviser.email,
        "is_signed_in": signed_in,
        "here": request.path,
        "sign_up": f"/inscription?{urlencode({'next': request.path})}",
    }
