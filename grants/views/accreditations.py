"""Who the administration knows as helping others with their files."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forms.helping import EndAccreditationForm, GrantForm
from grants.database import db
from grants.models import Accreditation
from grants.queries import mandates
from grants.services import accreditations
from grants.values import clock
from grants.views.acts import act, ask
from grants.views.requires import requires_role
from workflows.roles import Role

bp = Blueprint("accreditations", __name__)


def the_accreditation(accreditation_id: int) -> Accreditation:
    return db.session.get(Accreditation, accreditation_id) or abort(404)


@bp.get("/administration/habilitations")
@requires_role(Role.ADMINISTRATOR)
def index() -> ResponseReturnValue:
    return render_template("administration/accreditations.html", rows=mandates.accreditations(), today=clock.today())


@bp.route("/administration/habilitations/donner", methods=["GET", "POST"])
@requires_role(Role.ADMINISTRATOR)
def grant() -> ResponseReturnValue:
    form = GrantForm(url_for("accreditations.index"))
    if not form.is_submitted():
        return ask(form)
    accreditations.grant(current_user.id, **form.cleaned())
    flash(_("L’habilitation est donnée."), "success")
    return redirect(url_for("accreditations.index"), 303)


act(bp, "accreditation.end", "/administration/habilitations/<int:accreditation_id>/terminer", accreditations.end,
    form=EndAccreditationForm, load=the_accreditation, done="L’habilitation a pris fin.")  # fmt: skip
