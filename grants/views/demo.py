"""The door of the demonstration: one press, and one is an invented person; it exists nowhere else."""

from flask import Blueprint, abort, current_app, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_user

from grants.database import db
from grants.models import User
from grants.views.requires import public

bp = Blueprint("demo", __name__)


@bp.post("/demo/entrer/<int:id>")
@public
def enter(id: int) -> ResponseReturnValue:
    if current_app.config["GUICHET_ENV"] != "demo":
        abort(404)
    person = db.session.get(User, id)
    if person is None or not person.is_fictif or not person.is_active:
        abort(404)
    login_user(person)
    return redirect(url_for("home.index"), 303)
