"""Calls for expressions of interest: pre-selected in the region, then selected by others; the result is recorded."""

from grants.models import Verdict
from grants.services import envelopes
from grants.services.command import Act, command
from grants.services.rulings import writing


@command
def preselect(act: Act, application_id: int, *, version: int, reason: str = "") -> int:
    """Send the file to the national selection (présélection)."""
    application = envelopes.hold(act, application_id, version=version)
    act.move(application, "ruling.preselect", said={"reason": reason})
    return writing.write(act, application, Verdict.SELECTION, reason=reason).id


@command
def record_national(act: Act, application_id: int, *, version: int, reference: str) -> None:
    """Record that the national selection kept the file; the reference says where that is written."""
    record(act, "ruling.record_national", application_id, version, reference)


@command
def record_regional(act: Act, application_id: int, *, version: int, reference: str) -> None:
    """Record that the file is kept for the region alone."""
    record(act, "ruling.record_regional", application_id, version, reference)


def record(act: Act, name: str, application_id: int, version: int, reference: str) -> None:
    """Nobody rules here: the pre-selection stays the ruling in force, the state says what came of it."""
    application = envelopes.hold(act, application_id, version=version)
    act.move(application, name, reference=reference)
    if application.round.is_published:
        writing.release(act, application)
