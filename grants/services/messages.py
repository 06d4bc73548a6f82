"""Messages between the people of a file and the service that instructs it."""

from collections.abc import Sequence

from grants.arriving import Arrived
from grants.database import db
from grants.models import Application, Message, MessagePiece
from grants.policies.permits import PERMITS
from grants.policies.roles import roles_on
from grants.services import stored_files
from grants.services.command import Act, command
from grants.values.sentences import sentence
from workflows.engine import Attempt
from workflows.errors import Refused
from workflows.roles import Role

TOO_EARLY = "Votre dossier n’est pas encore déposé : écrivez à %(service)s, %(email)s."


@command
def send(
    act: Act, application_id: int, *, body: str, version: int | None = None, pieces: Sequence[Arrived] = ()
) -> int:  # fmt: skip
    """Write to the other side; whatever has changed in the file since, a message is still a message."""
    application = act.lock(Application, application_id)
    roles = roles_on(act.actor, application)
    PERMITS["message.send"].demand(Attempt(application, act.actor.id, roles, act.at))
    if not application.submitted_at:
        contact = application.file.contact
        raise Refused([sentence(TOO_EARLY, service=contact.service, email=contact.email)])
    message = Message(application_id=application.id, author_id=act.actor.id, body=body.strip(), sent_at=act.at)
    message.is_from_staff = Role.APPLICANT not in roles
    db.session.add(message)
    for each in pieces:
        join(message, each)
    db.session.flush()
    joined = [each.digest for each in pieces]
    act.tell(application, "message.send", message_id=message.id, is_from_staff=message.is_from_staff, pieces=joined)
    return message.id


def join(message: Message, arrived: Arrived) -> None:
    """A document that was examined and stored, joined to a message."""
    stored_files.keep(arrived.digest, arrived.size, arrived.media_type, arrived.scan)
    message.pieces.append(MessagePiece(name=arrived.name, digest=arrived.digest, notes=arrived.notes))
