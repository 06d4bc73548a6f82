"""When the clock of silence stood still on a file."""

from sqlalchemy import select

from grants.database import db
from grants.definitions.silence import Stop
from grants.models import Application, JournalEntry
from grants.values.clock import day_of

ASKED = "application.request_completion"
ANSWERED = ("application.complete", "application.close_completion")


def stops_of(application: Application) -> list[Stop]:
    """Each completion: the day it was asked, the day it came or was waited for no longer."""
    acts = select(JournalEntry.act, JournalEntry.at).filter_by(stream=application.stream).order_by(JournalEntry.seq)
    stops: list[Stop] = []
    for act, at in db.session.execute(acts.where(JournalEntry.act.in_((ASKED, *ANSWERED)))):
        if act == ASKED:
            stops.append((day_of(at), None))
        elif stops:
            stops[-1] = (stops[-1][0], day_of(at))
    return stops
