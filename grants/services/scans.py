"""Contents that were taken in while the antivirus did not answer."""

from flask import current_app
from sqlalchemy import select

from grants import storage
from grants.database import db
from grants.examining import Unacceptable, Unreachable, scan
from grants.models import Application, Piece, Scan, StoredFile
from grants.queries.users import clock_user
from grants.services.command import Act, command, transaction

AT_ONCE = 50  # contents one turn of the job reads
FOUND = "L’antivirus a reconnu un programme dangereux dans ce fichier, qui ne s’ouvre plus : donnez-en un autre."


def settle_waiting() -> int:
    """Have each waiting content read, outside any transaction; how many are settled."""
    waiting = select(StoredFile.digest).filter_by(scan=Scan.WAITING).order_by(StoredFile.created_at).limit(AT_ONCE)
    digests = list(db.session.scalars(waiting))
    db.session.rollback()
    return sum(settle(digest) for digest in digests)


def settle(digest: str) -> bool:
    """Have one content read again; False while the antivirus still can't say."""
    address = current_app.config.get("CLAMAV_URL")
    try:
        if address:  # no antivirus any more: nothing will ever be found
            scan(storage.path_of(digest), address)
    except Unreachable:
        return False
    except Unacceptable:
        condemn(clock_user().id, digest)
        return True
    with transaction():
        db.session.get_one(StoredFile, digest, with_for_update=True).scan = Scan.CLEAN if address else Scan.NONE
    return True


@command
def condemn(act: Act, digest: str) -> None:
    """Shut a dangerous content for everybody; on each file that holds it, the piece is to be given again."""
    holding = select(Piece.application_id).filter_by(digest=digest).distinct()
    for application_id in sorted(db.session.scalars(holding)):
        application = act.lock(Application, application_id)
        for piece in db.session.scalars(select(Piece).filter_by(application_id=application_id, digest=digest)):
            piece.is_accepted, piece.refusal_reason = False, FOUND
            act.record(application, "piece.condemn", key=piece.key, digest=digest)
    db.session.get_one(StoredFile, digest, with_for_update=True).scan = Scan.FOUND
