"""What was asked of the applicant: more time to answer, or the end of the wait."""

from datetime import date, datetime, time

from grants.definitions.silence import silence_date
from grants.models import Application
from grants.queries import completions, silences
from grants.services.command import Act, command
from grants.values.clock import PARIS, day_of
from workflows.errors import Refused

LATER = "Le nouveau délai doit être à venir, et plus tardif que l’ancien."


def end_of(day: date) -> datetime:
    """The last second of a day that was given as a delay."""
    return datetime.combine(day, time(23, 59, 59), PARIS)


@command
def extend_completion(act: Act, application_id: int, *, version: int, due_on: date, reason: str = "") -> None:
    """Give a later day to what was asked, before or after the first one has passed; the rest stays as it was."""
    file = act.lock(Application, application_id, version=version)
    due_at = end_of(due_on)
    if due_at <= max(act.at, file.completion_due_at or act.at):
        raise Refused([LATER])
    items = [each["key"] for each in completions.asked(file)]
    act.do(file, "application.extend_completion", said={"reason": reason}, due_on=due_on.isoformat(), items=items)
    file.completion_due_at = due_at


@command
def close_completion(act: Act, application_id: int, *, version: int) -> None:
    """Wait no longer: the file is examined as it is, with what has been added to it."""
    file = act.lock(Application, application_id, version=version)
    act.move(file, "application.close_completion")
    resume_silence(act, file)


def resume_silence(act: Act, file: Application) -> None:
    """The clock of silence runs again from this instant; the first deposit keeps its date."""
    if file.silence_stopped_at:
        file.silence_paused_seconds += int((act.at - file.silence_stopped_at).total_seconds())
    file.silence_stopped_at = file.completion_due_at = None
    if file.submitted_at:
        file.silence_on = silence_date(day_of(file.submitted_at), silences.stops_of(file))
