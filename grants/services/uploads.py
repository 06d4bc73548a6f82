"""Files that arrive in parts: begun, arrived, finished, abandoned."""

import secrets
from datetime import timedelta

from sqlalchemy import select

from grants import arriving
from grants.arriving import parts
from grants.database import db
from grants.examining import Unacceptable
from grants.models import Application, Upload
from grants.queries import uploads as queries
from grants.services import pieces
from grants.services.applications.editing import hold_to_fill
from grants.services.command import Act, command, transaction
from grants.values import clock
from grants.values.sentences import sentence
from workflows.errors import Refused

MEGABYTE = 1024 * 1024
MOST_AT_ONCE = 500 * MEGABYTE  # bytes announced and not finished, by one person
KEPT = timedelta(hours=24)  # how long what is not finished stays
TOO_MANY = (
    "Vous avez déjà %(size)s Mo d’envois en cours : terminez-en un ou abandonnez-le, puis recommencez. Les pièces "
    "déjà jointes ne sont pas touchées."
)
NOT_WHOLE = "Le fichier n’est pas encore arrivé en entier."
LOST = "Cet envoi a été abandonné : choisissez de nouveau le fichier."


@command
def begin(act: Act, application_id: int, key: str, *, name: str, size: int, mark: str) -> str:
    """Announce a file; its token. The same file announced again goes on where it was."""
    application = hold_to_fill(act, application_id)
    asked = pieces.asked_piece(application, key)
    arriving.check_size(size, asked.max_size_mb * MEGABYTE)
    mine = queries.unfinished_of(act.actor.id)
    for each in mine:
        if (each.application_id, each.key, each.name, each.size, each.mark) == (application_id, key, name, size, mark):
            return each.token
    if sum(each.size for each in mine) + size > MOST_AT_ONCE:
        raise Refused([sentence(TOO_MANY, size=sum(each.size for each in mine) // MEGABYTE)])
    upload = Upload(token=secrets.token_urlsafe(24), application_id=application_id, key=key, user_id=act.actor.id,
                    name=name, mark=mark, size=size, began_at=act.at)  # fmt: skip
    db.session.add(upload)
    return upload.token


@command
def arrive(act: Act, upload_id: int) -> None:
    """Write down the instant at which its last byte was here; told twice, the first stays."""
    upload = act.lock(Upload, upload_id)
    upload.arrived_at = upload.arrived_at or act.at


def finish(actor_id: int, upload_id: int) -> int:
    """Examine what arrived, outside any transaction, then join it; done again, it gives the same piece.

    A file that can't be taken is thrown away; one that came too late stays until `KEPT` is over.
    """
    upload = db.session.get_one(Upload, upload_id)
    if upload.piece_id:
        return upload.piece_id
    if upload.arrived_at is None:
        raise Refused([NOT_WHOLE])
    asked = pieces.asked_piece(upload.application, upload.key)
    path, name = parts.place(upload.token), upload.name
    db.session.rollback()  # no read stays open while the file is examined
    if not path.exists():
        raise Refused([LOST])
    try:
        arrived = arriving.take_in(path, name, asked.accept, asked.max_size_mb * MEGABYTE)
    except Unacceptable:
        abandon(actor_id, upload_id)
        raise
    piece_id = settle(actor_id, upload_id, arrived)
    path.unlink(missing_ok=True)
    return piece_id


@command
def settle(act: Act, upload_id: int, arrived: arriving.Arrived) -> int:
    """Make a piece of what was examined, once."""
    upload = hold(act, upload_id)
    if upload is None:
        raise Refused([LOST])
    if upload.piece_id is None:
        given = vars(arrived) | {"arrived_at": upload.arrived_at}
        upload.piece_id = pieces.give(act.actor.id, upload.application_id, upload.key, **given)
    return upload.piece_id


@command
def abandon(act: Act, upload_id: int) -> None:
    """Forget an upload and what had come of it; what it became, if it became a piece, stays."""
    upload = hold(act, upload_id)
    if upload is not None:
        parts.discard(upload.token)
        db.session.delete(upload)


def hold(act: Act, upload_id: int) -> Upload | None:
    """Lock the file, then the upload; none when it was forgotten meanwhile."""
    application_id = db.session.scalar(select(Upload.application_id).filter_by(id=upload_id))
    if application_id is None:
        return None
    act.lock(Application, application_id)
    return db.session.scalar(select(Upload).filter_by(id=upload_id).execution_options(populate_existing=True))


def purge() -> int:
    """Forget what nobody finished for a day; how many there were."""
    before = clock.now() - KEPT
    with transaction():
        old = [each for each in queries.begun_before(before) if (parts.moved_at(each.token) or before) <= before]
        for upload in old:
            parts.discard(upload.token)
            db.session.delete(upload)
        count = len(old)
    parts.forget_before(before)
    return count
