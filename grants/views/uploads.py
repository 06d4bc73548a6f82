"""Sending a file in parts, for the script of the pieces' page: JSON answers, one address an upload."""

from collections.abc import Callable
from typing import Any, BinaryIO, cast

from flask import Blueprint, Response, abort, flash, jsonify, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from flask_wtf.csrf import generate_csrf

from grants.arriving import parts
from grants.database import db
from grants.models import Application, Piece, Upload
from grants.queries import uploads as queries
from grants.services import uploads
from grants.views.pieces import asked_piece, the_file_of_the_piece
from grants.views.requires import requires

bp = Blueprint("uploads", __name__)

LONGEST = 255  # characters of a name or of a mark
LARGEST_CHUNK = 16 * 1024 * 1024  # bytes


@bp.post("/dossiers/<number>/pieces/<key>/envois")
@requires("application.edit", the_file_of_the_piece)
def begin(application: Application) -> ResponseReturnValue:
    """Announce a file: `name`, `size` in bytes, `mark`; 201 with the address to send it to."""
    asked, given = asked_piece(application), request.form
    name, mark = given.get("name", "")[:LONGEST], given.get("mark", "")[:LONGEST]
    size = given.get("size", 0, type=int)
    token = uploads.begin(current_user.id, application.id, asked.key, name=name, size=size, mark=mark)
    return state_of(queries.by_token(token) or abort(404)), 201


def the_upload(number: str, key: str, token: str) -> Upload:
    """One's own upload, on the file and under the piece of the address; unknown to anybody else."""
    upload = queries.by_token(token)
    if upload is None or upload.user_id != current_user.id:
        abort(404)
    return upload if (upload.application.number, upload.key) == (number, key) else abort(404)


@bp.route("/dossiers/<number>/pieces/<key>/envois/<token>", methods=["GET", "PATCH", "PUT", "POST", "DELETE"])
@requires("application.edit", the_upload)
def one(upload: Upload) -> ResponseReturnValue:
    return ANSWERS[request.method](upload)


def show(upload: Upload) -> ResponseReturnValue:
    """How far it has come, and a fresh token for what follows: an upload may last longer than the page's."""
    return state_of(upload)


def add(upload: Upload) -> ResponseReturnValue:
    """One more part, from the byte that `Upload-Offset` says; 409 with the true one when it is another."""
    upload_id, token, size = upload.id, upload.token, upload.size
    offset = request.headers.get("Upload-Offset", -1, type=int)
    request.max_content_length = LARGEST_CHUNK
    db.session.rollback()  # the network may be slow: nothing of the database waits for it
    is_added = parts.append(token, offset, cast(BinaryIO, request.stream), size=size)
    if is_added and parts.length(token) == size:
        uploads.arrive(current_user.id, upload_id)
    return state_of(db.session.get(Upload, upload_id) or abort(404)), 200 if is_added else 409


def finish(upload: Upload) -> ResponseReturnValue:
    """Everything came: examine it and join it; the page that is read next says so."""
    piece = db.session.get_one(Piece, uploads.finish(current_user.id, upload.id))
    flash(_("« %(name)s » est joint à votre dossier.", name=piece.name), "success")
    return state_of(db.session.get(Upload, upload.id) or abort(404))


def abandon(upload: Upload) -> ResponseReturnValue:
    uploads.abandon(current_user.id, upload.id)
    return "", 204


ANSWERS: dict[str, Callable[[Upload], ResponseReturnValue]] = {
    "GET": show, "HEAD": show, "PATCH": add, "PUT": add, "POST": finish, "DELETE": abandon,
}  # fmt: skip


def state_of(upload: Upload) -> Response:
    """{address, offset, size, piece, csrf}: offset in bytes, piece once joined."""
    place: dict[str, Any] = {"number": upload.application.number, "key": upload.key}
    offset = upload.size if upload.piece_id else parts.length(upload.token)
    answer = jsonify(
        address=url_for("uploads.one", token=upload.token, **place), offset=offset, size=upload.size,
        piece=upload.piece_id, page=url_for("pieces.index", number=place["number"]) + f"#{upload.key}",
        csrf=generate_csrf(),
    )  # fmt: skip
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Upload-Offset"] = str(offset)
    return answer
