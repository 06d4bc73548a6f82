"""Asking to act for an organisation that is here already, and the answer of its representatives."""

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forms.membership import AnswerForm, JoinForm
from grants.extensions import limiter
from grants.models import Joining
from grants.queries import organisations
from grants.services import joinings
from grants.views.acts import act
from grants.views.acts import ask as show
from grants.views.requires import requires_sign_in
from grants.views.subjects import part_of_organisation

bp = Blueprint("joinings", __name__)
ONE = "/organisations/<int:organisation_id>/demandes/<int:id>"
the_request = part_of_organisation(Joining)

act(bp, "joining.accept", f"{ONE}/accepter", joinings.accept, form=AnswerForm, load=the_request,
    done="Cette personne agit désormais pour l’organisme.")  # fmt: skip
act(bp, "joining.decline", f"{ONE}/decliner", joinings.decline, form=AnswerForm, load=the_request,
    done="La demande est déclinée.")  # fmt: skip


@bp.route("/organisations/rejoindre", methods=["GET", "POST"])
@requires_sign_in
@limiter.limit("20/hour", methods=["POST"])
def ask() -> ResponseReturnValue:
    """For whoever knows its number: the page tells its name, and nothing of its people."""
    organisation = organisations.by_number(request.args.get("numero")) or abort(404)
    form = JoinForm(organisation, url_for("organisations.create"))
    if request.method == "GET":
        return show(form)
    joinings.ask(current_user.id, organisation.id, **form.cleaned())
    flash(_("Votre demande est partie. Vous serez prévenu de la réponse."), "success")
    return redirect(url_for("organisations.index"), 303)
