"""The demonstration only: one press and one is an invented person; the mails that were kept here."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from flask import Blueprint, abort, current_app, render_template
from flask.typing import ResponseReturnValue

from grants.database import db
from grants.models import User
from grants.views import signing
from grants.views.requires import public
from notifications.mailer import folder

bp = Blueprint("demo", __name__)

NEWEST = 100  # mails on the page


@bp.before_request
def only_in_the_demo() -> None:
    if current_app.config["GUICHET_ENV"] != "demo":
        abort(404)


@bp.post("/demo/entrer/<int:id>")
@public
def enter(id: int) -> ResponseReturnValue:
    person = db.session.get(User, id)
    if person is None or not person.is_fictif or not person.is_active:
        abort(404)
    return signing.open_session(person, None, has_second_factor=False)


@bp.get("/demo/mails")
@public
def mails() -> str:
    """The mails that did not leave, the newest first."""
    kept = sorted(folder().glob("*.eml"), key=lambda path: path.stat().st_mtime, reverse=True)
    return render_template(
        "demo/mails.html", mails=[(path.stem, read(path)) for path in kept[:NEWEST]], count=len(kept)
    )


@bp.get("/demo/mails/<name>")
@public
def mail(name: str) -> str:
    path = next((each for each in folder().glob("*.eml") if each.stem == name), None)
    if path is None:
        abort(404)
    message = read(path)
    body = message.get_body(("plain",))
    return render_template("demo/mail.html", mail=message, text=body.get_content() if body else "")


def read(path: Path) -> EmailMessage:
    return message_from_bytes(path.read_bytes(), policy=policy.default)
