"""All my answers on one page, with what is missing, each gap linked to its field."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from grants.models import Application
from grants.queries import answers, completeness
from grants.queries.applications import TO_FILL
from grants.views.applications import bp, reading
from grants.views.applications.portal import hand_in
from grants.views.requires import requires


@bp.get("/dossiers/<number>/verifier")
@requires("application.prepare")
def check(application: Application) -> ResponseReturnValue:
    if application.state not in TO_FILL:
        return redirect(url_for("applications.show", number=application.number))
    gaps = completeness.missing(application)
    return render_template(
        "applications/summary.html", file=application, gaps=gaps, sections=reading.of_stage(application, gaps),
        saver=answers.saver(application, answers.saved(application)), hand_in=hand_in(application),
    )  # fmt: skip
