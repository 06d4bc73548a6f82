"""The pages of the style guide."""

from flask import Blueprint, abort, current_app, flash, get_flashed_messages, render_template
from flask.typing import ResponseReturnValue

from grants.values import clock
from grants.views.showcase import samples
from grants.views.showcase.forms import EveryKindForm, RulingForm, budget_sides

bp = Blueprint("showcase", __name__, url_prefix="/demo/composants")
OPEN_IN = ("demo", "test")
ERRORS = (401, 403, 404, 409, 413, 422, 429, 500, 503)


@bp.before_request
def only_where_data_are_invented() -> None:
    if current_app.config.get("GUICHET_ENV") not in OPEN_IN:
        abort(404)


def frame() -> dict[str, object]:
    """What every page's frame shows."""
    return {
        "navigation": samples.NAVIGATION,
        "who": samples.WHO,
        "search_address": "/instruction",
        "is_invented": True,
        "is_staff": True,
    }


@bp.get("")
def index() -> ResponseReturnValue:
    """Every component; the clock stands still so that delays read the same each day."""
    with clock.stopped_at(samples.NOW):
        return render_template("demo/components.html", sample=samples, **frame())


@bp.get("/formulaire")
def every_kind() -> ResponseReturnValue:
    form = EveryKindForm.wrong()
    return render_template(
        "demo/forms.html", form=form, sides=budget_sides(form), navigation=samples.PUBLIC, is_invented=True
    )


@bp.get("/acte/<int:status>")
def act(status: int) -> ResponseReturnValue:
    """The page of an act as asked (200), refused (422) or stale (409)."""
    form = RulingForm.in_state(status)
    if status == 200:
        flash("Le dossier CC20-0041 est retenu.", "success")
        flash("La lettre n’a pas pu partir : elle sera retentée dans cinq minutes.", "error")
    page = render_template("acts/form.html", form=form, reasons=form.reasons, **frame())
    get_flashed_messages()
    return page


@bp.get("/confirmation")
def confirm() -> ResponseReturnValue:
    return render_template("acts/confirm.html", form=RulingForm.to_confirm(), reasons=[], **frame())


@bp.get("/dossier")
def file() -> ResponseReturnValue:
    with clock.stopped_at(samples.NOW):
        return render_template("demo/file.html", sample=samples, **frame())


@bp.get("/accueil")
def portal() -> ResponseReturnValue:
    with clock.stopped_at(samples.NOW):
        return render_template("demo/portal.html", sample=samples, navigation=samples.PUBLIC, is_invented=True)


@bp.get("/seance")
def room() -> ResponseReturnValue:
    return render_template("demo/room.html", form=RulingForm.in_state(200), sample=samples, is_invented=True)


@bp.get("/erreur/<int:code>")
def error(code: int) -> ResponseReturnValue:
    if code not in ERRORS:
        abort(404)
    return render_template(f"errors/{code}.html", request_id="7f3a-21c0")
