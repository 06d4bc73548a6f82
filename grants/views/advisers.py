"""The page of an outside adviser (conseil extérieur): how one is invited to comment a draft."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from grants.views.requires import requires_role
from workflows.roles import Role

bp = Blueprint("advisers", __name__)


@bp.get("/conseil")
@requires_role(Role.ADVISER)
def index() -> ResponseReturnValue:
    return render_template("advisers/index.html")
