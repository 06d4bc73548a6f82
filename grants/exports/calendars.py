"""Dates as iCalendar (RFC 5545), that a diary subscribes to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from icalendar import Calendar, Event

MAKER = "-//Guichet//Appels à projets//FR"


@dataclass(frozen=True)
class Moment:
    """One instant of a round; `uid` never changes, `sequence` rises when the instant does."""

    uid: str
    at: datetime
    summary: str
    description: str
    url: str
    updated: datetime
    sequence: int


def calendar(name: str, address: str, updated: datetime, moments: Iterable[Moment]) -> bytes:
    """The whole calendar; times in UTC, which every diary shows at the hour of its own place. No alarm."""
    found = Calendar.new(name=name, prodid=MAKER, uid=address, url=address, last_modified=updated)
    found.add("x-wr-calname", name)
    found.add("x-wr-timezone", "Europe/Paris")
    for each in sorted(moments, key=lambda moment: (moment.at, moment.uid)):
        found.add_component(event(each))
    return bytes(found.to_ical())


def event(moment: Moment) -> Event:
    made = Event.new(
        uid=moment.uid, start=moment.at.astimezone(UTC), summary=moment.summary, description=moment.description,
        url=moment.url, stamp=moment.updated.astimezone(UTC), last_modified=moment.updated.astimezone(UTC),
        sequence=moment.sequence,
    )  # fmt: skip
    made.add("transp", "TRANSPARENT")  # nobody is busy because a deadline falls
    return made
