"""People invited to an organisation: sent, taken back, accepted by whoever reads that address."""

from urllib.parse import urlencode

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forms.membership import InviteForm, RevokeForm
from grants.database import db
from grants.models import Invitation
from grants.services import invitations
from grants.values import clock
from grants.views.acts import act
from grants.views.requires import public
from grants.views.subjects import part_of_organisation, the_organisation

bp = Blueprint("invitations", __name__)

act(bp, "invitation.send", "/organisations/<int:organisation_id>/inviter", invitations.send, form=InviteForm,
    load=the_organisation, done="L’invitation est partie : elle est valable 14 jours.")  # fmt: skip
act(bp, "invitation.revoke", "/organisations/<int:organisation_id>/invitations/<int:id>/annuler", invitations.revoke,
    form=RevokeForm, load=part_of_organisation(Invitation), done="L’invitation est annulée.")  # fmt: skip


@bp.route("/invitations/<token>", methods=["GET", "POST"])
@public
def accept(token: str) -> ResponseReturnValue:
    """Whoever holds the link reads who invites, and for what; only the person of that address comes in."""
    invitation = the_invitation(token)
    if request.method == "POST" and current_user.is_authenticated:
        organisation_id = invitations.accept(current_user.id, invitation.id)
        flash(_("Bienvenue : vous agissez désormais pour cet organisme."), "success")
        return redirect(url_for("organisations.show", organisation_id=organisation_id), 303)
    return render_template("organisations/invitation.html", **page(invitation))


def the_invitation(token: str) -> Invitation:
    """404 for a link that was never made here."""
    found = invitations.opened(token)
    return (db.session.get(Invitation, found) if found is not None else None) or abort(404)


def page(invitation: Invitation) -> dict[str, object]:
    """What the page says; where to go depends on who looks."""
    signed_in = current_user.is_authenticated
    return {
        "invitation": invitation,
        "is_open": invitation.is_open(clock.now()),
        "is_mine": signed_in and current_user.email.lower() == invitation.email,
        "is_signed_in": signed_in,
        "here": request.path,
        "sign_up": f"/inscription?{urlencode({'next': request.path})}",
    }
