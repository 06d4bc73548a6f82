"""Pages that the law asks of a public site; anybody reads them."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from grants.values.territories import source
from grants.views.requires import public

bp = Blueprint("statements", __name__)


@bp.get("/accessibilite")
@public
def accessibility() -> ResponseReturnValue:
    return render_template("pages/accessibility.html")


@bp.get("/mentions-legales")
@public
def legal() -> ResponseReturnValue:
    return render_template("pages/legal.html", places_source=source())


@bp.get("/donnees-personnelles")
@public
def personal_data() -> ResponseReturnValue:
    return render_template("pages/personal_data.html")
