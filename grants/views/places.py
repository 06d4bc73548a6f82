"""Communes, inter-municipal bodies and departments of the region, found as people type them."""

from flask import Blueprint, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue

from grants.values.gazetteer import described, suggest
from grants.values.territories import KINDS, Territory, source
from grants.views.errors import wants_json
from grants.views.requires import public

bp = Blueprint("places", __name__)
LISTED = 50
A_DAY = 24 * 60 * 60


@bp.get("/communes")
@public
def index() -> ResponseReturnValue:
    """A page to look a place up without a script; the same as JSON for the field that completes itself."""
    typed = request.args.get("q", "")
    levels = [each for each in request.args.get("niveaux", "").split(",") if each in KINDS] or list(KINDS)
    if wants_json():
        answer = jsonify([told(each) for each in suggest(typed, levels)])
        answer.cache_control.max_age = A_DAY
    else:
        found = [told(each) for each in suggest(typed, levels, LISTED)]
        answer = make_response(render_template("places/index.html", typed=typed, found=found, source=source()))
    answer.vary.add("Accept")
    return answer


def told(place: Territory) -> dict[str, str]:
    """What a field holds once the place is chosen, and what tells it from its namesakes."""
    return {"value": str(place), "name": place.name, "code": place.code, "detail": described(place)}
