"""Administration: people and calls, never rulings."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forms.call import ImportForm
from grants.languages import translated
from grants.models import User
from grants.queries import call_drafts, people, rounds, steering
from grants.services import call_drafts as building
from grants.services import calls
from grants.views.navigation import roles_held
from grants.views.requires import requires_role
from workflows.roles import Role
from workflows.words.people import PEOPLE

bp = Blueprint("administration", __name__)


@bp.get("/administration")
@requires_role(Role.ADMINISTRATOR)
def index() -> ResponseReturnValue:
    return render_template(
        "administration/index.html", calls=steering.rounds_by_call(), rounds=rounds.every(),
        unborn=call_drafts.unborn(),
        people=[(each, roles_of(each)) for each in people.staff()],
    )  # fmt: skip


def roles_of(user: User) -> list[str]:
    """Each role with its limits, in words."""
    found = [" · ".join(filter(None, [translated(PEOPLE[each.role]), each.department, each.theme, each.service]))
             for each in user.appointments]  # fmt: skip
    if Role.AUTHORITY in roles_held(user):
        found += [f"{translated(PEOPLE[Role.AUTHORITY])} ({each.reference})" for each in user.delegations]
    return found


@bp.route("/administration/importer-un-appel", methods=["GET", "POST"])
@requires_role(Role.ADMINISTRATOR)
def import_call() -> ResponseReturnValue:
    """The file is read and checked whole before anything is written."""
    form = ImportForm()
    if not form.is_submitted():
        return render_template("administration/import.html", form=form)
    if not form.validate():
        return render_template("administration/import.html", form=form), 422
    known = call_drafts.by_key(form.call.key)
    if known is not None:  # a new version is tried before it is put in force
        building.replace(current_user.id, known.id, version=known.version, file=form.call)
        flash(_("Cet appel existe : le fichier est chargé dans l’appel en construction."), "success")
        return redirect(url_for("call_drafts.trial", key=known.key), 303)
    calls.import_file(current_user.id, form.call)
    flash(_("L’appel « %(title)s » est importé.", title=form.call.title), "success")
    return redirect(url_for("administration.index"), 303)
