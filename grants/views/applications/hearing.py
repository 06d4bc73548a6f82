"""The hearing of a file, for the diaries of its people."""

from flask import Response, abort, current_app, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from grants.exports.hearings import Appointment
from grants.exports.hearings import calendar as written
from grants.models import Application
from grants.queries import hearings
from grants.values import clock
from grants.views.applications import bp
from grants.views.feeds import host
from grants.views.requires import requires


@bp.get("/dossiers/<number>/audition.ics")
@requires("application.see_answers")
def hearing(application: Application) -> ResponseReturnValue:
    """This file's own hour and place; nothing of the other files that are heard that day."""
    item = hearings.of_file(application) or abort(404)
    page = current_app.config["BASE_URL"].rstrip("/") + url_for("applications.show", number=application.number)
    content = written(Appointment(
        uid=f"{application.number}.audition.{item.id}@{host()}", at=item.hearing_at or abort(404),
        minutes=item.meeting.hearing_minutes or 30, place=item.meeting.place,
        summary=_("Audition du dossier %(number)s", number=application.number),
        description="\n".join(filter(None, [application.title, item.meeting.directions])),
        url=page, written_at=clock.now(),
    ))  # fmt: skip
    answer = Response(content, mimetype="text/calendar")
    answer.headers["Content-Disposition"] = f'attachment; filename="audition-{application.number}.ics"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
