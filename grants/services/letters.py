"""Letters: their words are frozen in the transaction of the act that issues them."""

from collections.abc import Mapping
from typing import Any

from grants.database import db
from grants.definitions.letter import MissingWords, freeze
from grants.models import Application, Letter, StoredFile
from grants.services.command import Act, transaction
from grants.values import clock
from workflows.errors import Refused


def issue(
    act: Act,
    name: str,
    template_key: str,
    values: Mapping[str, Any],
    *,
    reference: str,
    recipient_name: str,
    application: Application | None = None,
    round_id: int | None = None,
) -> Letter:
    """Freeze a letter inside the act under way; `Refused`, naming what lacks, when it can't be written."""
    try:
        words = freeze(template_key, values)
    except MissingWords as missing:
        raise Refused(missing.reasons) from missing
    letter = Letter(act=name, template_key=template_key, reference=reference, context=words, issued_at=act.at)
    letter.application_id, letter.round_id = application and application.id, round_id
    letter.recipient_name = recipient_name
    db.session.add(letter)
    return letter


def keep_file(letter_id: int, *, digest: str, size: int) -> None:
    """Tell that the letter's PDF is stored; told twice, nothing changes."""
    with transaction():
        letter = db.session.get_one(Letter, letter_id, with_for_update=True)
        if not db.session.get(StoredFile, digest):
            db.session.add(StoredFile(digest=digest, size=size, media_type="application/pdf", created_at=clock.now()))
            db.session.flush()
        letter.file_digest, letter.status = digest, "rendered"
