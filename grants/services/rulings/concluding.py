"""Calls with several funders: the file is concluded when all have ruled."""

from grants.models import Application
from grants.queries import counts
from grants.services import envelopes
from grants.services.command import Act, command
from grants.services.rulings import writing
from workflows.states import ApplicationState


@command
def conclude(act: Act, application_id: int, *, version: int) -> None:
    """Draw the outcome from the rulings of all the funders."""
    act.move(envelopes.hold(act, application_id, version=version), "ruling.conclude")


def conclude_if_over(act: Act, application: Application) -> None:
    """Conclude in the transaction of the last ruling, by the hand of whoever gave it."""
    if application.state != ApplicationState.PARTLY_RULED:
        return
    found = counts.of_application(application)
    if found["funders_ruled"] >= found["funders"]:
        act.move(application, "ruling.conclude")
        if application.round.is_published:
            writing.release(act, application)
