"""The people who act for an organisation: their places change."""

from flask import Blueprint, flash, redirect
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forms.membership import HandOverForm, LeaveForm, RemoveForm, RoleForm
from grants.models import Membership, Organisation
from grants.queries import portal
from grants.services import memberships
from grants.views.acts import act, ask, prepared
from grants.views.requires import requires
from grants.views.subjects import part_of_organisation, the_organisation

bp = Blueprint("memberships", __name__)
ONE = "/organisations/<int:organisation_id>/membres/<int:id>"
the_seat = part_of_organisation(Membership)

act(bp, "membership.change_role", f"{ONE}/role", memberships.change_role, form=RoleForm, load=the_seat,
    done="Le rôle de cette personne est changé.")  # fmt: skip
act(bp, "membership.remove", f"{ONE}/retirer", memberships.remove, form=RemoveForm, load=the_seat,
    done="Cette personne n’agit plus pour l’organisme.")  # fmt: skip


@bp.route("/organisations/<int:organisation_id>/passer-la-main", methods=["GET", "POST"])
@requires("membership.hand_over", the_organisation)
def hand_over(organisation: Organisation) -> ResponseReturnValue:
    form = prepared(HandOverForm("membership.hand_over", organisation), organisation, "organisations/hand_over.html")
    form.offer([each for each in portal.members([organisation.id]) if each.user_id != current_user.id])
    if not form.is_submitted():
        return ask(form)
    memberships.hand_over(current_user.id, organisation.id, **form.cleaned())
    flash(_("Vous avez passé la main : vous restez dans l’équipe pour rédiger."), "success")
    return redirect(form.back, 303)


@bp.route("/organisations/<int:organisation_id>/quitter", methods=["GET", "POST"])
@requires("membership.leave", the_organisation)
def leave(organisation: Organisation) -> ResponseReturnValue:
    form, name = prepared(LeaveForm("membership.leave", organisation), organisation), organisation.name
    if not form.is_submitted():
        return ask(form)
    memberships.leave(current_user.id, organisation.id, **form.cleaned())
    flash(_("Vous n’agissez plus pour %(name)s.", name=name), "success")
    return redirect("/mes-organismes", 303)
