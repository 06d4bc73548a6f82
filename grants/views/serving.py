"""Hand out what people gave: as a file, or alone in a page of its own where nothing may run."""

from flask import Response, abort, g, send_file

from grants import storage
from grants.models import Scan, StoredFile
from workflows.errors import Refused

SHOWN = ("application/pdf", "image/jpeg", "image/png")  # what a browser draws by itself, and nothing of it acts
# A sandbox shuts the browsers' own readers of PDF: there, that nothing may be loaded nor run does the same.
ALONE = {"application/pdf": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; form-action 'none'"}
CLOSED = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; sandbox"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
}
WAITING = (
    "Cette pièce est en attente de contrôle par l’antivirus, qui ne répond pas en ce moment. Elle s’ouvrira dès "
    "qu’elle sera contrôlée : il n’y a rien à refaire."
)
FOUND = "L’antivirus a reconnu un programme dangereux dans cette pièce : elle ne s’ouvre plus. Donnez-en une autre."


def serve(file: StoredFile, name: str, *, is_shown: bool = False, is_own: bool = False) -> Response:
    """The content under this name: drawn by the browser when `is_shown` (404 when it can't be), else as a file.

    A content that the antivirus has not read yet is for the person who gave it alone.
    """
    if file.scan is Scan.FOUND or (file.scan is Scan.WAITING and not is_own):
        raise Refused([FOUND if file.scan is Scan.FOUND else WAITING])
    if not storage.exists(file.digest) or (is_shown and not can_show(file)):
        abort(404)
    answer = send_file(
        storage.path_of(file.digest), mimetype=file.media_type, as_attachment=not is_shown, download_name=name
    )
    g.content_security = ALONE.get(file.media_type, CLOSED) if is_shown else CLOSED
    answer.headers.update(HEADERS)
    return answer


def can_show(file: StoredFile) -> bool:
    return file.media_type in SHOWN and file.scan in (Scan.NONE, Scan.CLEAN)
