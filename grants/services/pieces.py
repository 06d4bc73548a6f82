"""Documents joined to a file: given, given again, taken back; nothing is ever lost."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from grants.database import db
from grants.definitions import question
from grants.models import Application, Piece, Scan
from grants.policies.roles import roles_on
from grants.services import stored_files
from grants.services.applications.carrying import again
from grants.services.applications.editing import hold_to_fill
from grants.services.command import Act, command
from grants.values.sentences import sentence
from workflows.errors import Invalid, NotAllowed, Refused
from workflows.roles import Role
from workflows.states import ApplicationState as S

TOO_LATE = (
    "La date limite est passée quand le fichier a fini d’arriver : il n’est pas joint au dossier. Un dossier déjà "
    "déposé n’est pas touché ; si une pièce manque, le service peut vous la demander."
)


@command
def give(
    act: Act, application_id: int, key: str, *, name: str, digest: str, size: int, media_type: str,
    notes: Sequence[str] = (), scan: Scan = Scan.NONE, arrived_at: datetime | None = None,
) -> int:  # fmt: skip
    """Join a stored content under a demanded piece; the one it takes the place of stays in the history.

    arrived_at: when its last byte was received; this instant unless told.
    """
    application = hold_in_time(act, application_id, arrived_at or act.at)
    asked = asked_piece(application, key)
    stored_files.keep(digest, size, media_type, scan)
    piece = Piece(application_id=application.id, organisation_id=application.organisation_id, key=key)
    piece.name, piece.digest, piece.uploaded_at, piece.uploaded_by_id = name, digest, act.at, act.actor.id
    piece.notes = list(notes)
    return join(act, application, asked, piece)


@command
def reuse(act: Act, application_id: int, key: str, *, piece_id: int) -> int:
    """Join what the organisation gave once for another file."""
    application = hold_to_fill(act, application_id)
    given = db.session.get(Piece, piece_id)
    if Role.APPLICANT not in roles_on(act.actor, application):
        raise NotAllowed("piece.reuse")  # a mandate is about this file, not about the others
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


def hold_in_time(act: Act, application_id: int, arrived_at: datetime) -> Application:
    """Lock a file that may still take this piece.

    THE rule of slow uploads: what counts is the instant at which the whole of the file was here, strictly before the
    deadline, however long before it began (docs/decisions/slow-uploads.md). A completion has no such end.
    """
    application = hold_to_fill(act, application_id)
    if application.state != S.TO_COMPLETE and arrived_at >= application.closes_at:
        raise Refused([TOO_LATE])
    return application


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
        words = "%(max_files)s fichiers au plus pour « %(label)s » : retirez-en un d’abord."
        raise Refused([sentence(words, max_files=asked.max_files, label=asked.label)])
    db.session.add(piece)
    application.saved_at = act.at
    act.record(application, "piece.give", key=asked.key, digest=piece.digest)
    return piece.id
