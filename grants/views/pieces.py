"""The documents of a file: join, take again from another file, take back, download."""

from typing import Any, BinaryIO, cast

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forms.piece import PieceForm
from grants import storage
from grants.definitions.question import Piece as AskedPiece
from grants.models import Application, Piece
from grants.policies.access import can
from grants.queries import portal
from grants.queries.applications import TO_FILL
from grants.queries.eligibility import pieces as wanted
from grants.services import pieces
from grants.values import clock
from grants.values.periods import add_months
from grants.views.requires import requires
from grants.views.subjects import part_of_file, the_application
from workflows.errors import NotAllowed

bp = Blueprint("pieces", __name__)


@bp.get("/dossiers/<number>/pieces")
@requires("application.see_answers")
def index(application: Application) -> ResponseReturnValue:
    return shown(application)


def shown(application: Application, wrong: PieceForm | None = None) -> str:
    given, elsewhere = portal.pieces(application), portal.given_elsewhere(application)
    forms = {} if wrong is None else {wrong.asked.key: wrong}
    items = [item(application, each, given, elsewhere, forms) for each in wanted(application)]
    return render_template(
        "applications/pieces.html", file=application, items=items, form=wrong,
        is_filling=application.state in TO_FILL, total=len(items), done=sum(bool(each["current"]) for each in items),
    )  # fmt: skip


def item(application: Application, asked: AskedPiece, given: Any, elsewhere: Any, forms: Any) -> dict[str, Any]:
    """One demanded piece: what is there, what was there, what may be taken again, and how to join it."""
    mine = [each for each in given if each.key == asked.key]
    return {
        "asked": asked,
        "form": forms.get(asked.key) or (PieceForm(application, asked) if application.state in TO_FILL else None),
        "current": [each for each in mine if each.replaced_at is None],
        "past": [each for each in mine if each.replaced_at is not None],
        "reusable": list({each.digest: each for each in reversed(elsewhere) if may_serve(asked, each)}.values())[-2:],
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


@bp.post("/dossiers/<number>/pieces/<key>")
@requires("application.edit", the_file_of_the_piece)
def give(application: Application) -> ResponseReturnValue:
    asked = asked_piece(application)
    form = PieceForm(application, asked)
    if not form.validate_on_submit():
        return shown(application, form), 422
    content, name, media_type = form.cleaned()
    kept = storage.put(cast(BinaryIO, content.stream))
    pieces.give(
        current_user.id, application.id, asked.key, name=name, digest=kept.digest, size=kept.size, media_type=media_type
    )
    flash(_("« %(name)s » est joint à votre dossier.", name=name), "success")
    return redirect(url_for("pieces.index", number=application.number) + f"#{asked.key}", 303)


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
@requires("application.see_answers", part_of_file(Piece))
def download(piece: Piece) -> Response:
    """As an attachment: nothing that was given is ever opened inside a page of ours."""
    if is_for_payment(piece) and not can(current_user, "application.see_bank_details", piece.application):
        raise NotAllowed("piece.download")
    if not storage.exists(piece.digest):
        abort(404)
    answer = send_file(
        storage.path_of(piece.digest), mimetype=piece.file.media_type, as_attachment=True, download_name=piece.name
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def is_for_payment(piece: Piece) -> bool:
    """Bank details are read by those who check and pay, not by those who judge."""
    asked = next((each for each in piece.application.file.pieces if each.key == piece.key), None)
    return asked is not None and asked.used_for == ["payment"]
