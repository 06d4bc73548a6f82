"""Starting from an earlier file: choose it, read what it gives, take it."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext
from flask_login import current_user

from forms.earlier import StartFromForm
from grants.models import Application
from grants.services import applications
from grants.views.acts import ask, prepared
from grants.views.applications import bp
from grants.views.requires import requires


@bp.route("/dossiers/<number>/repartir", methods=["GET", "POST"])
@requires("application.start_from")
def start_from(application: Application) -> ResponseReturnValue:
    form = prepared(StartFromForm("application.start_from", application), application, "applications/start_from.html")
    if not form.is_submitted():
        return ask(form)
    number = application.number
    count = applications.start_from(current_user.id, application.id, **form.cleaned())
    flash(ngettext("Une réponse est reprise : relisez-la.", "%(num)s réponses sont reprises : relisez-les.", count),
          "success")  # fmt: skip
    return redirect(url_for("applications.show", number=number), 303)
