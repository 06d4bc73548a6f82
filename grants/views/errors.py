"""Each error becomes one answer, once, here: a page, or problem details (RFC 9457) for a program."""

from typing import Any

from flask import Flask, current_app, g, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from grants.database import db
from grants.languages import translated
from grants.views import parking
from grants.views.acts import back
from workflows.errors import Invalid, NotAllowed, Refused, Stale

PAGES = (401, 403, 404, 409, 413, 422, 429, 500, 503)
STALE = "Ce dossier a changé depuis que vous l’avez ouvert. Votre saisie est gardée : relisez-la."
TOO_OLD = "Cette page était ouverte depuis trop longtemps : rouvrez-la, puis recommencez."
INVALID = "Rien n’a été enregistré : corrigez les réponses signalées."


def not_allowed(error: NotAllowed) -> ResponseReturnValue:
    return page(403, [])


def invalid(error: Invalid) -> ResponseReturnValue:
    return form_again(422, [INVALID]) if "form" in g else page(422, [])


def stale(error: Stale) -> ResponseReturnValue:
    if "form" not in g:
        return page(409, [STALE])
    db.session.refresh(g.form.subject)
    g.form.show_current()
    return form_again(409, [STALE])


def refused(error: Refused) -> ResponseReturnValue:
    """Back to the subject, unless something typed would be lost."""
    if "form" not in g or wants_json():
        return page(422, error.reasons)
    if g.form.questions or g.form.subject is None:
        return form_again(422, error.reasons)
    return back(g.form.subject, *error.reasons, kind="error")


def form_again(status: int, reasons: list[str]) -> ResponseReturnValue:
    """The act's own page, with what was typed and why nothing happened."""
    if wants_json():
        return page(status, reasons, **getattr(g.form, "problem", dict)())
    g.form.lay_out()
    around = getattr(g.form, "around", {})
    return render_template(g.form.template, form=g.form, reasons=reasons, **around), status


def token_missing(error: CSRFError) -> ResponseReturnValue:
    return page(400, [TOO_OLD]) if wants_json() else parking.token_too_old()


def http(error: HTTPException) -> Any:
    return page(error.code, []) if error.code in PAGES else error


def page(status: int, reasons: list[str], **more: Any) -> ResponseReturnValue:
    """`more`: what a program is told besides (extension members of problem details)."""
    if wants_json():
        answer = jsonify(type="about:blank", status=status, detail=" ".join(map(translated, reasons)), **more)
        answer.content_type = "application/problem+json"
        return answer, status
    if status >= 500:  # what stands around a page reads the database, which may be what failed
        return current_app.jinja_env.get_template(f"errors/{status}.html").render(), status
    return render_template(f"errors/{status}.html", reasons=reasons), status


def wants_json() -> bool:
    accepted = request.accept_mimetypes
    return request.path.startswith("/api/") or accepted["application/json"] > accepted["text/html"]


ANSWERS: list[tuple[type[Exception], Any]] = [
    (NotAllowed, not_allowed),
    (Invalid, invalid),
    (Stale, stale),
    (Refused, refused),
    (CSRFError, token_missing),
    (HTTPException, http),
]


def init_app(app: Flask) -> None:
    for error, answer in ANSWERS:
        app.register_error_handler(error, answer)
