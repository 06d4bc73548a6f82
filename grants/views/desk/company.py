"""Which other people instruct the same file at this moment."""

from datetime import timedelta

from flask import Response, jsonify
from flask_babel import gettext as _
from flask_login import current_user

from grants import presence
from grants.filters import hour
from grants.models import Application
from grants.queries import desk_notes
from grants.values import clock
from grants.views.desk import bp
from grants.views.requires import requires

PLACE = "instruction"  # apart from the sections where the members of the file are
READING = timedelta(minutes=5)  # a page without a script says once that somebody is there


def company(application: Application, *, lasts: timedelta = READING) -> list[str]:
    """A sentence for each other person who has this file open at the desk."""
    told = presence.tell(application.id, current_user.id, PLACE, lasts=lasts)
    here = [each for each in told if each.section == PLACE]
    names = desk_notes.names([each.user_id for each in here]) if here else {}
    return [
        str(_("%(name)s a ce dossier ouvert depuis %(hour)s.", name=names[each.user_id], hour=hour(each.since)))
        for each in here
        if each.user_id in names
    ]


@bp.get("/instruction/<number>/presence")
@requires("desk_note.see")
def who_is_here(application: Application) -> Response:
    """For the page's script; the same shape as the portal's."""
    words = company(application, lasts=presence.HERE)
    return jsonify(people=[{"words": each} for each in words], now=int(clock.now().timestamp() * 1000))
