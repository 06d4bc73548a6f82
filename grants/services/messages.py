"""Messages between the people of a file and the service that instructs it."""

from grants.database import db
from grants.models import Application, Message
from grants.policies.permits import PERMITS
from grants.policies.roles import roles_on
from grants.services.command import Act, command
from grants.values.sentences import sentence
from workflows.engine import Attempt
from workflows.errors import Refused
from workflows.roles import Role


@command
def send(act: Act, application_id: int, *, body: str, version: int | None = None) -> int:
    """Write to the other side; whatever has changed in the file since, a message is still a message."""
    application = act.lock(Application, application_id)
    roles = roles_on(act.actor, application)
    PERMITS["message.send"].demand(Attempt(application, act.actor.id, roles, act.at))
    if not application.submitted_at:
        contact = application.file.contact
        raise Refused(
            [
                sentence(
                    "Votre dossier n’est pas encore déposé : écrivez à %(service)s, %(email)s.",
                    service=contact.service,
                    email=contact.email,
                )
            ]
        )
    message = Message(application_id=application.id, author_id=act.actor.id, body=body.strip(), sent_at=act.at)
    message.is_from_staff = Role.APPLICANT not in roles
    db.session.add(message)
    db.session.flush()
    act.tell(application, "message.send", message_id=message.id)
    return message.id
