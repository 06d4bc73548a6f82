"""An accepted appeal (recours gracieux) brings a file back to the instructor."""

from grants.models import Application
from grants.services import envelopes, letters
from grants.services.command import Act, command

DECIDED = ("ruling.refuse", "ruling.take_no_action", "application.declare_ineligible")


@command
def reopen(act: Act, application_id: int, *, version: int | None = None) -> None:
    """Take the file up again: the ruling is in force no more, its letters stay, marked superseded.

    The applicant waits for the new ruling, which leaves at once when the round is already published.
    """
    application = act.lock(Application, application_id, version=version)
    act.move(application, "application.reopen")
    for ruling in application.rulings:
        if ruling.is_in_force:
            envelopes.void(act, ruling)
    letters.supersede(act, application, *DECIDED)
    application.released_at = None
