"""Letters: their words are frozen in the transaction of the act that issues them."""

from collections.abc import Mapping
from typing import Any

from flask import current_app
from sqlalchemy import func, select

from grants.database import db
from grants.definitions.letter import MissingWords, freeze
from grants.models import Application, Letter, StoredFile, User
from grants.queries import letters as letter_values
from grants.queries.letters.context import Context
from grants.services.command import Act, transaction
from grants.values import clock
from workflows.errors import Refused


def issue(
    act: Act,
    application: Application,
    name: str,
    *,
    subject: Any = None,
    signatory: User | None = None,
    template: str | None = None,
    **given: Any,
) -> Letter | None:
    """Issue the letter that the call's file maps to this act, if it maps one; the caller holds the file's lock.

    `subject` is what the act is about when it is not the file (agreement, report, opinion…), `signatory` who signs
    when it is not the actor, `given` the variables that only the act knows. The recipient may read it at once.
    """
    key = template or application.file.letters.get(name)
    if key is None:
        return None
    db.session.flush()
    reference = f"{application.number}-L{count_of(application) + 1:02}"
    base_url = current_app.config["BASE_URL"]
    context = Context(application, subject or application, signatory or act.actor, act.at, reference, base_url, given)
    values = letter_values.values_for(key, context)
    letter = write(
        act, name, key, values,
        reference=reference, recipient_name=values.get("destinataire_nom") or application.organisation.name,
        application=application,
    )  # fmt: skip
    letter.released_at = act.at
    return letter


def count_of(application: Application) -> int:
    return db.session.scalar(select(func.count()).select_from(Letter).filter_by(application_id=application.id)) or 0


def supersede(act: Act, application: Application, *names: str) -> None:
    """Mark the letters of these acts as replaced: they stay, and say so."""
    issued = select(Letter).filter_by(application_id=application.id, superseded_at=None).where(Letter.act.in_(names))
    for letter in db.session.scalars(issued):
        letter.superseded_at = act.at


def write(
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
