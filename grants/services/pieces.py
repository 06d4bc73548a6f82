"""Documents joined to a file: given, given again, taken back; nothing is ever lost."""

from sqlalchemy import select

from grants.database import db
from grants.definitions import question
from grants.models import Application, Piece, StoredFile
from grants.services.applications.carrying import again
from grants.services.applications.editing import hold_to_fill
from grants.services.command import Act, command
from grants.values.sentences import sentence
from workflows.errors import Invalid, NotAllowed, Refused


@command
def give(
    act: Act, application_id: int, key: str, *, name: str, digest: str, size: int, media_type: str
) -> int:  # fmt: skip
    """Join a stored content under a demanded piece; the one it takes the place of stays in the history."""
    application = hold_to_fill(act, application_id)
    asked = asked_piece(application, key)
    if db.session.get(StoredFile, digest) is None:
        db.session.add(StoredFile(digest=digest, size=size, media_type=media_type, created_at=act.at))
        db.session.flush()
    piece = Piece(application_id=application.id, organisation_id=application.organisation_id, key=key)
    piece.name, piece.digest, piece.uploaded_at, piece.uploaded_by_id = name, digest, act.at, act.actor.id
    return join(act, application, asked, piece)


@command
def reuse(act: Act, application_id: int, key: str, *, piece_id: int) -> int:
    """Join what the organisation gave once for another file."""
    application = hold_to_fill(act, application_id)
    given = db.session.get(Piece, piece_id)
    if given is None or given.organisation_id != application.organisation_id or given.key != key:
        raise NotAllowed("piece.reuse")
    return join(act, application, asked_piece(application, key), again(given, application))


@command
def remove(act: Act, application_id: int, *, piece_id: int) -> None:
    """Take a piece back; it stays in the history."""
    application = hold_to_fill(act, application_id)
    piece = db.session.scalars(select(Piece).filter_by(id=piece_id, application_id=application.id)).one()
    piece.replaced_at = piece.replaced_at or act.at
    application.saved_at = act.at
    act.record(application, "piece.remove", key=piece.key, digest=piece.digest)


def asked_piece(application: Application, key: str) -> question.Piece:
    found = next((each for each in application.file.pieces if each.key == key), None)
    if found is None:
        raise Invalid
    return found


def join(act: Act, application: Application, asked: question.Piece, piece: Piece) -> int:
    current = select(Piece).filter_by(application_id=application.id, key=asked.key, replaced_at=None)
    held = list(db.session.scalars(current.order_by(Piece.id)))
    if asked.max_files == 1:
        for each in held:
            each.replaced_at = act.at
    elif len(held) >= asked.max_files:
        raise Refused(
            [
                sentence(
                    "%(max_files)s fichiers au plus pour « %(label)s » : retirez-en un d’abord.",
                    max_files=asked.max_files,
                    label=asked.label,
                )
            ]
        )
    db.session.add(piece)
    application.saved_at = act.at
    act.record(application, "piece.give", key=asked.key, digest=piece.digest)
    return piece.id
