"""The documents of a file: join, take again from another file, take back, download."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from flask import Blueprint, Response, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forms.piece import PieceForm
from grants.arriving import parts
from grants.definitions.question import Piece as AskedPiece
from grants.models import Application, Piece
from grants.policies.access import can
from grants.policies.blinding import is_blind
from grants.queries import portal, uploads
from grants.queries.applications import TO_FILL
from grants.queries.eligibility import pieces as wanted
from grants.services import pieces
from grants.values import clock
from grants.values.periods import add_months
from grants.views.requires import requires
from grants.views.serving import can_show, serve
from grants.views.subjects import part_of_file, the_application
from workflows.errors import NotAllowed

bp = Blueprint("pieces", __name__)

LARGEST = 201 * 1024 * 1024  # bytes: the largest piece a call may ask for, and what a form puts around it


@bp.get("/dossiers/<number>/pieces")
@requires("application.see_answers")
def index(application: Application) -> ResponseReturnValue:
    return shown(application)


def shown(application: Application, wrong: PieceForm | None = None) -> str:
    return render_template("applications/pieces.html", form=wrong, **page_of_pieces(application, wrong))


def page_of_pieces(application: Application, wrong: PieceForm | None = None) -> dict[str, Any]:
    """Everything that the page shows; `wrong` is the form that was sent and refused."""
    is_filling = application.state in TO_FILL
    found: dict[str, Any] = {"given": portal.pieces(application), "elsewhere": elsewhere(application)}
    found["sending"] = uploads.unfinished_on(application, current_user.id) if is_filling else []
    forms = {} if wrong is None else {wrong.asked.key: wrong}
    items = [item(application, each, found, forms) for each in wanted(application)]
    done = sum(bool(each["current"]) for each in items)
    return {"file": application, "items": items, "is_filling": is_filling, "total": len(items), "done": done}


def elsewhere(application: Application) -> Sequence[Piece]:
    """What its own people may take again; a mandate opens no other file."""
    return portal.given_elsewhere(application) if can(current_user, "note.see", application) else []


def item(application: Application, asked: AskedPiece, found: dict[str, Any], forms: Any) -> dict[str, Any]:
    """One demanded piece: what is there, what was there, what may be taken again, and how to join it."""
    mine = [each for each in found["given"] if each.key == asked.key]
    elsewhere = {each.digest: each for each in reversed(found["elsewhere"]) if may_serve(asked, each)}
    return {
        "asked": asked,
        "form": forms.get(asked.key) or (PieceForm(application, asked) if application.state in TO_FILL else None),
        "current": [each for each in mine if each.replaced_at is None],
        "past": [each for each in mine if each.replaced_at is not None],
        "reusable": list(elsewhere.values())[-2:],
        "sending": [(each, parts.length(each.token)) for each in found["sending"] if each.key == asked.key],
        "can_show": can_show,
        "is_closed": asked.used_for == ["payment"]
        and not can(current_user, "application.see_bank_details", application),
    }


def may_serve(asked: AskedPiece, piece: Piece) -> bool:
    """Whether a piece given once may serve again: as long as the call says."""
    limit = asked.reusable_months
    return (
        piece.key == asked.key
        and limit is not None
        and clock.today() <= add_months(clock.day_of(piece.uploaded_at), limit)
    )


def the_file_of_the_piece(number: str, key: str) -> Application:
    return the_application(number)


def asked_piece(application: Application) -> AskedPiece:
    key = (request.view_args or {})["key"]
    return next((each for each in application.file.pieces if each.key == key), None) or abort(404)


@bp.url_value_preprocessor
def allow_a_piece(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """A whole piece may come in one form, from people who are signed in; anything else stays small."""
    if endpoint == "pieces.give" and current_user.is_authenticated:
        request.max_content_length = LARGEST


@bp.post("/dossiers/<number>/pieces/<key>")
@requires("application.edit", the_file_of_the_piece)
def give(application: Application) -> ResponseReturnValue:
    arrived_at = clock.now()  # the whole of the form is here: what guards its token has read it
    form = g.form = PieceForm(application, asked_piece(application))
    form.lay_out = lambda: form.around.update(page_of_pieces(application, form))
    if not form.validate_on_submit():
        return shown(application, form), 422
    arrived = form.cleaned()
    pieces.give(current_user.id, application.id, form.asked.key, arrived_at=arrived_at, **vars(arrived))
    flash(_("« %(name)s » est joint à votre dossier.", name=arrived.name), "success")
    return redirect(url_for("pieces.index", number=application.number) + f"#{form.asked.key}", 303)


@bp.post("/dossiers/<number>/pieces/<key>/reprendre")
@requires("application.edit", the_file_of_the_piece)
def reuse(application: Application) -> ResponseReturnValue:
    asked = asked_piece(application)
    pieces.reuse(current_user.id, application.id, asked.key, piece_id=request.form.get("piece_id", 0, type=int))
    flash(_("La pièce déjà donnée est reprise dans ce dossier."), "success")
    return redirect(url_for("pieces.index", number=application.number) + f"#{asked.key}", 303)


@bp.post("/dossiers/<number>/pieces/<int:id>/retirer")
@requires("application.edit", part_of_file(Piece))
def remove(piece: Piece) -> ResponseReturnValue:
    application = piece.application
    pieces.remove(current_user.id, application.id, piece_id=piece.id)
    flash(_("« %(name)s » est retiré de votre dossier.", name=piece.name), "success")
    return redirect(url_for("pieces.index", number=application.number) + f"#{piece.key}", 303)


@bp.get("/dossiers/<number>/pieces/<int:id>")
@requires("piece.see", part_of_file(Piece))
def download(piece: Piece) -> Response:
    """As a file: nothing that was given is ever opened inside a page of ours."""
    return handed_out(piece)


@bp.get("/dossiers/<number>/pieces/<int:id>/apercu")
@requires("piece.see", part_of_file(Piece))
def preview(piece: Piece) -> Response:
    """Alone in a page where nothing may run: PDF documents and photographs."""
    return handed_out(piece, is_shown=True)


def handed_out(piece: Piece, *, is_shown: bool = False) -> Response:
    if is_for_payment(piece) and not can(current_user, "application.see_bank_details", piece.application):
        raise NotAllowed("piece.download")
    is_masked = is_blind(current_user, piece)
    if is_masked and is_identifying(piece):
        raise NotAllowed("piece.download")
    # A name of file may tell whose it is.
    name = f"{piece.key}{PurePath(piece.name).suffix}" if is_masked else piece.name
    return serve(piece.file, name, is_shown=is_shown, is_own=piece.uploaded_by_id == current_user.id)


def is_identifying(piece: Piece) -> bool:
    """Whether it tells whose the file is; so do bank details, and a piece that the call asks no more for."""
    asked = next((each for each in piece.application.file.pieces if each.key == piece.key), None)
    return asked is None or asked.identifying or is_for_payment(piece)


def is_for_payment(piece: Piece) -> bool:
    """Bank details are read by those who check and pay, not by those who judge."""
    asked = next((each for each in piece.application.file.pieces if each.key == piece.key), None)
    return asked is not None and asked.used_for == ["payment"]
