"""The room's screen: the file that the secretariat calls, for every seat; asked again each second, at little cost."""

from collections import OrderedDict
from functools import partial

from flask import Blueprint, abort, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from grants.database import db
from grants.languages import chosen
from grants.models import AgendaItem, Meeting
from grants.policies.access import can
from grants.queries import rooms as queries
from grants.queries.rooms import Standing
from grants.views import room
from grants.views.marks import unless_same
from grants.views.requires import requires_sign_in
from workflows.errors import NotAllowed

bp = Blueprint("rooms", __name__)
KEPT = 200  # fragments; each is the same for all the seats that see the same


def standing_of(meeting_id: int) -> Standing:
    """Where this person stands: whoever sits may look; others as on the meeting's page."""
    found = queries.standing(current_user.id, meeting_id) or abort(404)
    if found.seat is None and not can(current_user, "meeting.see", db.session.get(Meeting, meeting_id)):
        raise NotAllowed("meeting.see")
    return found


def is_hidden(standing: Standing) -> bool:
    """Recused from the file on screen; or neither seated nor in charge of it."""
    if standing.is_recused or standing.seat is not None or standing.item_id is None:
        return standing.is_recused
    return not can(current_user, "meeting.see", db.session.get(AgendaItem, standing.item_id))


def mark_of(standing: Standing, *, hidden: bool) -> str:
    """Two screens of one mark show the same."""
    letters = ("h" if hidden else "") + ("v" if standing.may_vote else "") + ("" if standing.seat else "o")
    own = current_user.id if standing.has_links else 0
    return f"{standing.revision}.{standing.envelopes}.{standing.item_id or 0}{letters}.{own}.{chosen()}"


def fragment(meeting_id: int, standing: Standing, mark: str, *, hidden: bool) -> str:
    """What stands inside the screen; made once for all who see the same."""
    made: OrderedDict[str, str] = current_app.extensions.setdefault("room_screens", OrderedDict())
    key = f"{meeting_id}/{mark}"
    if key not in made:
        shown = room.on_screen(meeting_id, standing, current_user, is_hidden=hidden)
        inside = render_template("rooms/_screen.html", **shown, may_vote=standing.may_vote)
        made[key] = inside
        while len(made) > KEPT:
            made.popitem(last=False)
        return inside
    return made[key]


@bp.get("/comites/<int:meeting_id>/salle")
@requires_sign_in
def show(meeting_id: int) -> ResponseReturnValue:
    """The whole page; without a script it reloads by itself."""
    standing = standing_of(meeting_id)
    hidden = is_hidden(standing)
    mark = mark_of(standing, hidden=hidden)
    inside = partial(fragment, meeting_id, standing, mark, hidden=hidden)
    return render_template("rooms/show.html", meeting_id=meeting_id, mark=mark, inside=inside())


@bp.get("/comites/<int:meeting_id>/salle/ecran")
@requires_sign_in
def screen(meeting_id: int) -> ResponseReturnValue:
    """The inside of the screen, or 304 when the one that the seat has is still right."""
    standing = standing_of(meeting_id)
    hidden = is_hidden(standing)
    mark = mark_of(standing, hidden=hidden)
    return unless_same(mark, partial(fragment, meeting_id, standing, mark, hidden=hidden))
