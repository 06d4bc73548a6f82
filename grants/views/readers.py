"""What a reviewer says of themselves: themes, departments, how many files, for whom they work."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forms.sharing import profile_form
from grants.database import db
from grants.definitions.themes import THEMES
from grants.models import User
from grants.policies.readers import may_edit_profile, may_see_profile
from grants.queries import readers
from grants.services import reader_profiles
from grants.values.territories import name_of
from grants.views.requires import requires_sign_in

bp = Blueprint("readers", __name__)


def the_reader(user_id: int) -> User:
    """404 for whoever may not see this page: it says nothing of who reads."""
    person = db.session.get(User, user_id)
    if person is None or not may_see_profile(current_user, person):
        abort(404)
    return person


@bp.route("/lecteurs/<int:user_id>", methods=["GET", "POST"])
@requires_sign_in
def show(user_id: int) -> ResponseReturnValue:
    person, profile = the_reader(user_id), readers.profile_of(user_id)
    form = profile_form(profile)
    form.template = "readers/show.html"
    form.around = {
        "person": person,
        "profile": profile,
        "themes": THEMES,
        "places": ", ".join(map(name_of, profile.departments)),
        "may_edit": may_edit_profile(current_user, person),
    }
    if not form.is_submitted():
        return render_template(form.template, form=form, reasons=[], **form.around)
    reader_profiles.save(current_user.id, user_id, **form.cleaned())
    flash(_("La fiche est enregistrée. Elle servira à la prochaine répartition."), "success")
    return redirect(url_for("readers.show", user_id=user_id), 303)
