"""Searches kept under a name, for the person alone; their address may be given to anybody."""

from urllib.parse import urlencode

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from grants.services import saved_searches
from grants.views.desk import bp
from grants.views.desk.asking import address, asked, named
from grants.views.navigation import DESK
from grants.views.requires import requires_role
from workflows.errors import Invalid

LONGEST = 60


@bp.post("/instruction/recherches")
@requires_role(*DESK)
def keep_search() -> ResponseReturnValue:
    search, name = asked(request.form), request.form.get("nom", "").strip()
    if not name or len(name) > LONGEST or not named(search):
        raise Invalid
    saved_searches.keep(current_user.id, name=name, words=urlencode(named(search)))
    flash(_("La recherche « %(name)s » est gardée : elle a son onglet.", name=name), "success")
    return redirect(address(search), 303)


@bp.post("/instruction/recherches/<int:id>/supprimer")
@requires_role(*DESK)
def erase_search(id: int) -> ResponseReturnValue:
    saved_searches.erase(current_user.id, id)
    flash(_("La recherche est supprimée."), "success")
    return redirect(url_for("desk.index"), 303)
