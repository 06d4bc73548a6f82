"""A ruling is told: its letters may be read, once they are all signed where the call wants them signed."""

from grants.models import Application
from grants.queries import mailings
from grants.services.command import Act
from grants.services.letters.issuing import release


def leave(act: Act, application: Application) -> None:
    """Tell the applicant what was decided, with the letters that waited; the caller holds the file.

    Where a letter waits for its signature, the file waits with it: nothing is told.
    """
    if application.file.letters_signed and mailings.unsigned([application.id]):
        application.released_at = None
        return
    application.released_at = act.at
    release(act, application)
    act.tell(application, "ruling.publish")
