"""Pages that may be of one organisation: proposed to the administrator, joined by nobody else."""

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from grants.queries import duplicates
from grants.views.requires import requires_role
from workflows.roles import Role

bp = Blueprint("duplicates", __name__)


@bp.get("/administration/doublons")
@requires_role(Role.ADMINISTRATOR)
def index() -> ResponseReturnValue:
    return render_template("organisations/duplicates.html", pairs=duplicates.proposed(), why=reasons())


def reasons() -> dict[str, Any]:
    """Why two pages are proposed together, in words."""
    return {
        duplicates.BRANCH: _("même SIREN, deux établissements : siège et antenne ?"),
        duplicates.SAME_RNA: _("même numéro RNA"),
        duplicates.CLOSE_NAME: _("noms très proches"),
    }
