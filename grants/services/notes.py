"""Notes between the members of a file: not an act on it, so that neither its journal nor the State knows them."""

from grants.database import db
from grants.definitions.question import FormDefinition
from grants.models import Application, Note
from grants.policies.permits import PERMITS
from grants.policies.roles import roles_on
from grants.services.command import Act, command
from workflows.engine import Attempt
from workflows.errors import Invalid, NotAllowed


@command
def write(act: Act, application_id: int, *, body: str, section_key: str = "", version: int | None = None) -> int:
    """Leave a note on the file, or on one of its pages; its id."""
    application = act.lock(Application, application_id)
    roles = roles_on(act.actor, application)
    PERMITS["note.write"].demand(Attempt(application, act.actor.id, roles, act.at))
    if section_key and not has_page(application.file.form_of(application.stage_key), section_key):
        raise Invalid
    note = Note(application_id=application.id, section_key=section_key, author_id=act.actor.id)
    note.body, note.written_at = body.strip(), act.at
    db.session.add(note)
    db.session.flush()
    return note.id


@command
def erase(act: Act, note_id: int) -> None:
    """Take back a note of mine."""
    note = act.hold(Note, note_id)
    if note.author_id != act.actor.id:
        raise NotAllowed("note.erase")
    db.session.delete(note)


def has_page(form: FormDefinition, key: str) -> bool:
    return any(each.key == key for each in form.sections)
