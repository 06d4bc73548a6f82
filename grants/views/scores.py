"""The scores of a whole round: how robust they are, and the same as spreadsheets."""

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from grants.exports import ods, scores, xlsx
from grants.extensions import limiter
from grants.models import Round
from grants.queries import marks
from grants.values import clock
from grants.views import robustness
from grants.views.applications.printing import each_person
from grants.views.requires import requires
from grants.views.subjects import the_round

bp = Blueprint("scores", __name__)
FORMATS = {"xlsx": xlsx, "ods": ods}


def the_round_of_the_sheet(round_id: int, format: str) -> Round:
    return the_round(round_id)


@bp.get("/vagues/<int:round_id>/robustesse")
@requires("round.see_scores", the_round)
def report(round: Round) -> ResponseReturnValue:
    """How far the marks of a round may be trusted, and which decisions near the line they do not settle."""
    found, waiting = marks.report_of(round, current_user), marks.owed(round.id, current_user)
    if found is None:
        return render_template("scores/none.html", round=round, owed=waiting)
    names = marks.names({each.reviewer for each in found.severities})
    files = {each.id: each for each in marks.in_play(round.id, current_user)}
    return render_template(
        "scores/report.html", round=round, report=found, at=clock.now(), doubts=robustness.doubts(found),
        severities=robustness.severities(found, names), ranking=robustness.ranking(found, files, names),
    )  # fmt: skip


@bp.get("/vagues/<int:round_id>/notes.<any(xlsx, ods):format>")
@limiter.limit("30/hour", key_func=each_person)
@requires("round.see_scores", the_round_of_the_sheet)
def sheet(round: Round) -> Response:
    """The scores, the opinions and the ranking, sent while they are written."""
    kind = (request.view_args or {})["format"]
    book = scores.book(round, current_user)
    name = f"notes-{round.call.prefix}-{round.key}-{clock.today()}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return Response(FORMATS[kind].blocks(book), mimetype=FORMATS[kind].MEDIA_TYPE, headers=headers)
