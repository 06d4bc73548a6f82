"""Delegations of signature: recorded from what was published, ended before their day."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forms.delegation import CreateForm, EndForm
from grants.database import db
from grants.models import Delegation, StoredFile
from grants.queries import delegations as queries
from grants.services import delegations
from grants.values import clock
from grants.views.acts import act, ask
from grants.views.requires import requires_role
from grants.views.serving import serve
from workflows.roles import Role
from workflows.words.delegating import DELEGATED
from workflows.words.kinds import KINDS

bp = Blueprint("delegations", __name__)
PLACE = "/administration/delegations"


def the_delegation(delegation_id: int) -> Delegation:
    return db.session.get(Delegation, delegation_id) or abort(404)


@bp.get(PLACE)
@requires_role(Role.ADMINISTRATOR, Role.AUDITOR, Role.COMMISSIONER, Role.AUTHORITY)
def index() -> ResponseReturnValue:
    """Who may sign what, up to how much, from when to when."""
    is_administrator = any(each.role is Role.ADMINISTRATOR for each in current_user.appointments)
    return render_template(
        "administration/delegations.html", rows=queries.every(), today=clock.today(), kinds=KINDS, sorts=DELEGATED,
        is_administrator=is_administrator,
    )  # fmt: skip


@bp.route(f"{PLACE}/enregistrer", methods=["GET", "POST"])
@requires_role(Role.ADMINISTRATOR)
def create() -> ResponseReturnValue:
    form = CreateForm(url_for("delegations.index"))
    if not form.is_submitted():
        return ask(form)
    delegations.create(current_user.id, **form.cleaned())
    flash(_("La délégation est enregistrée."), "success")
    return redirect(url_for("delegations.index"), 303)


@bp.get(f"{PLACE}/<int:delegation_id>/document")
@requires_role(Role.ADMINISTRATOR, Role.AUDITOR, Role.COMMISSIONER, Role.AUTHORITY)
def document(delegation_id: int) -> ResponseReturnValue:
    """The act as it was published."""
    found = the_delegation(delegation_id)
    file = db.session.get(StoredFile, found.document_digest) if found.document_digest else None
    return serve(file, found.document_name or "delegation.pdf") if file else abort(404)


act(bp, "delegation.end", f"{PLACE}/<int:delegation_id>/terminer", delegations.end, form=EndForm,
    load=the_delegation, done="La délégation a pris fin.")  # fmt: skip
