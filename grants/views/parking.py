"""A form sent when its session or its token was over: what was typed is kept, and comes back to its page.

It belongs to whoever was signed in in that browser: somebody else who signs in there finds nothing. Coming back fills
the page in and saves nothing: the person presses again. When nobody is known, the text is shown at once, to be copied.
"""

from urllib.parse import urlencode, urlsplit

from flask import Flask, Response, abort, current_app, flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.datastructures import ImmutableMultiDict

from grants.database import db
from grants.extensions import login
from grants.models import User
from grants.queries import parked_forms as parked
from grants.queries import sign_ins
from grants.services import parked_forms
from grants.views.returning import safe_address
from grants.views.signing import DEVICE_COOKIE

BACK = "reprise"  # in the address: what to fill in again
SECRET = ("csrf_token", "proof_code", "proof_credential", "code", "credential", "signed")
AGAIN = ("sessions.sign_in", "sessions.sign_out", "sessions.second_factor", "sessions.enrol")  # little was typed
LONGEST = 1_000_000  # characters


def typed() -> list[list[str]]:
    """What to keep, in order: all but passwords, codes and tokens."""
    pairs = request.form.items(multi=True)
    return [[name, value] for name, value in pairs if name not in SECRET and "password" not in name]


def owner() -> int | None:
    """Who was signed in in this browser: by the session that has ended, else by the device."""
    if current_user.is_authenticated:
        return int(current_user.id)
    if kept := session.get("_user_id"):
        return int(kept.partition(".")[0])
    device = request.cookies.get(DEVICE_COOKIE)
    return sign_ins.last_on(device) if device else None


def is_open(user_id: int) -> bool:
    """Whether the account still serves: what a closed one sends is not kept, nobody will come back for it."""
    user = db.session.get(User, user_id)
    return user is not None and user.is_active


def is_ours() -> bool:
    """Whether a page of this site sent it: another site fills nothing in here."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host


def park() -> str | None:
    """Keep what was typed; the address where it comes back. None when it is nobody's, or too long."""
    writer, fields = owner(), typed()
    if writer is None or not is_open(writer) or not is_ours() or sum(len(value) for _name, value in fields) > LONGEST:
        return None
    lost = [each.filename for each in request.files.values() if each.filename]
    path = page_typed_on()
    session.pop("parked", None)
    kept = [pair for pair in request.args.items(multi=True) if path == request.path and pair[0] != BACK]
    return f"{path}?{urlencode([*kept, (BACK, parked_forms.park(writer, path, fields, lost))])}"


def page_typed_on() -> str:
    """The page that shows the form: this address when it can be read, else the page that the press came from."""
    same = [
        each for each in current_app.url_map.iter_rules() if request.url_rule and each.rule == request.url_rule.rule
    ]
    if any("GET" in (each.methods or ()) for each in same):
        return request.path
    return safe_address(urlsplit(request.referrer or "").path) or "/"


def sign_in_first() -> ResponseReturnValue:
    """Nobody is signed in: to the sign-in page, and back with what was typed."""
    if request.method != "POST":
        return render_template("errors/401.html", onward=request.full_path.rstrip("?")), 401
    onward = park()
    if onward is None:
        return kept_here(401)
    flash(_("Votre session s’est terminée. Ce que vous aviez écrit est gardé : connectez-vous, vous le retrouverez."),
          "error")  # fmt: skip
    return redirect(url_for("sessions.sign_in", next=onward), 303)


def token_too_old() -> ResponseReturnValue:
    """The page stayed open too long: the form again, filled in; without any token, it came from no page of ours."""
    if current_user.is_authenticated and "csrf_token" in request.form:
        onward = park()
        return redirect(onward, 303) if onward else kept_here(400)
    if is_ours() and request.endpoint in AGAIN:
        flash(_("Cette page était ouverte depuis trop longtemps : recommencez."), "error")
        return redirect(page_typed_on(), 303)
    return sign_in_first() if owner() is not None and not current_user.is_authenticated else kept_here(400)


def kept_here(status: int) -> ResponseReturnValue:
    """The text itself, to be copied, for whoever typed it: it is kept nowhere."""
    shown = [value for name, value in typed() if len(value.strip()) > 1 and name != "version"]
    page = page_typed_on() if is_ours() else "/"
    return render_template(f"errors/{status}.html", texts=shown if is_ours() else [], onward=page), status


def fill_in() -> None:
    """On the way back: the page finds what was typed, as if it had been typed there."""
    id = request.args.get(BACK, type=int)
    if request.method != "GET" or id is None or not current_user.is_authenticated:
        return
    found = parked.one(id, user_id=current_user.id, path=request.path)
    if found is None:
        return
    g.returned = ImmutableMultiDict([(name, value) for name, value in found.fields])
    request.__dict__["form"] = g.returned  # what pages read of it before their form does
    session["parked"] = request.path
    flash(
        _("Voici ce que vous aviez écrit. Rien n’est encore enregistré : relisez, puis appuyez de nouveau."), "success"
    )
    if found.lost_files:
        names = ", ".join(found.lost_files)
        flash(_("Les fichiers n’ont pas pu être gardés, choisissez-les de nouveau : %(names)s.", names=names), "error")


def forget_what_was_sent(response: Response) -> Response:
    """Sent again, and taken: nothing is kept any more."""
    is_taken = request.method == "POST" and response.status_code < 400 and session.get("parked") == request.path
    if is_taken and current_user.is_authenticated:
        parked_forms.forget(current_user.id, session.pop("parked"))
    return response


def unauthorized() -> ResponseReturnValue:
    accepted = request.accept_mimetypes
    if accepted["application/json"] > accepted["text/html"]:
        abort(401)  # a program, or a script that keeps what was typed itself: the error says so in its own form
    return sign_in_first()


def init_app(app: Flask) -> None:
    login.unauthorized_handler(unauthorized)
    app.before_request(fill_in)
    app.after_request(forget_what_was_sent)
