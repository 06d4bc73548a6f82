"""Private notes of those who instruct: no act on the file, so that neither its journal nor its people know them."""

from grants.database import db
from grants.models import Application, DeskNote
from grants.policies.permits import PERMITS
from grants.policies.roles import roles_on
from grants.services.command import Act, command
from workflows.engine import Attempt
from workflows.errors import NotAllowed


@command
def write(act: Act, application_id: int, *, body: str, version: int | None = None) -> int:
    """Leave a note for those who instruct this file; its id."""
    application = act.lock(Application, application_id)
    roles = roles_on(act.actor, application)
    PERMITS["desk_note.write"].demand(Attempt(application, act.actor.id, roles, act.at))
    note = DeskNote(application_id=application.id, author_id=act.actor.id, body=body.strip(), written_at=act.at)
    db.session.add(note)
    db.session.flush()
    return note.id


@command
def erase(act: Act, note_id: int) -> None:
    """Take back a note of mine; one who has left the file takes nothing back."""
    note = act.hold(DeskNote, note_id)
    if note.author_id != act.actor.id or not roles_on(act.actor, note.application) & PERMITS["desk_note.write"].by:
        raise NotAllowed("desk_note.erase")
    db.session.delete(note)
