"""The documents of a meeting for who reads this: asked for, being made, there."""

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from grants.database import db
from grants.models import Meeting, PackStatus, StoredFile
from grants.queries import packs as queries
from grants.services import packs
from grants.views.requires import requires
from grants.views.serving import serve
from grants.views.subjects import the_meeting

bp = Blueprint("packs", __name__)


@bp.get("/comites/<int:meeting_id>/dossier-de-seance")
@requires("meeting.see", the_meeting)
def show(meeting: Meeting) -> ResponseReturnValue:
    """How far it is; without a script the page reloads by itself while it is being made."""
    pack = queries.last(meeting, current_user)
    is_right = pack is not None and queries.is_still_right(pack, current_user)
    is_moving = pack is not None and pack.status not in packs.ENDED
    return render_template("packs/show.html", meeting=meeting, pack=pack, is_right=is_right, is_moving=is_moving)


@bp.post("/comites/<int:meeting_id>/dossier-de-seance")
@requires("meeting.see", the_meeting)
def ask(meeting: Meeting) -> ResponseReturnValue:
    meeting_id = meeting.id
    packs.ask(current_user.id, meeting_id)
    return redirect(url_for("packs.show", meeting_id=meeting_id), 303)


@bp.get("/comites/<int:meeting_id>/dossier-de-seance.pdf")
@requires("meeting.see", the_meeting)
def read(meeting: Meeting) -> ResponseReturnValue:
    """The PDF itself; not once its reader is recused from one of its files."""
    pack = queries.last(meeting, current_user)
    if pack is None or pack.status is not PackStatus.READY or not queries.is_still_right(pack, current_user):
        abort(404)
    return serve(db.session.get_one(StoredFile, pack.digest), f"dossier-de-seance-{meeting.id}.pdf", is_own=True)
