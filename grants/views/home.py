"""The first page, for everybody; whoever works here is sent to what awaits them."""

from flask import Blueprint, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from grants.queries import applications, calls
from grants.views.call_cards import OPEN, TO_COME, cards
from grants.views.navigation import roles_held
from grants.views.requires import public

bp = Blueprint("home", __name__)


@bp.get("/")
@public
def index() -> ResponseReturnValue:
    if current_user.is_authenticated and roles_held(current_user) and "home.expected" in current_app.view_functions:
        return redirect(url_for("home.expected"))
    found = cards(calls.every())
    shown = [each for each in found if each.status in (OPEN, TO_COME)] or found[:4]
    drafts = applications.to_hand_in(current_user) if current_user.is_authenticated else []
    opened = sum(each.status == OPEN for each in found)
    return render_template(
        "home/index.html", items=[each.item() for each in shown], opened=opened, total=len(found), drafts=drafts
    )
