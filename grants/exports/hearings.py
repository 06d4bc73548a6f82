"""One hearing as iCalendar (RFC 5545), to put in one's own diary."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

MAKER = "-//Guichet//Auditions//FR"


@dataclass(frozen=True)
class Appointment:
    """`uid` never changes; times are aware."""

    uid: str
    at: datetime
    minutes: int
    summary: str
    place: str
    description: str
    url: str
    written_at: datetime


def calendar(appointment: Appointment) -> bytes:
    """The whole file; times in UTC, which every diary shows at the hour of its own place. No alarm."""
    start = appointment.at.astimezone(UTC)
    found = Calendar.new(name=appointment.summary, prodid=MAKER)
    found.add_component(
        Event.new(
            uid=appointment.uid, start=start, end=start + timedelta(minutes=appointment.minutes),
            summary=appointment.summary, location=appointment.place, description=appointment.description,
            url=appointment.url, stamp=appointment.written_at.astimezone(UTC),
        )
    )  # fmt: skip
    return bytes(found.to_ical())
