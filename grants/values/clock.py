"""The one clock; a test or a rehearsal sets it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")

_fixed: ContextVar[datetime | None] = ContextVar("fixed_time", default=None)


def now() -> datetime:
    """This instant, aware, in UTC."""
    return _fixed.get() or datetime.now(UTC)


def today() -> date:
    """The day it is in Paris."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """The day in Paris on which an instant falls: deadlines and silences are counted in these."""
    return moment.astimezone(PARIS).date()


def is_simulated() -> bool:
    """Whether the time was set by hand: such acts are journalled as simulated and send nothing outside."""
    return _fixed.get() is not None


@contextmanager
def stopped_at(moment: datetime) -> Iterator[None]:
    """Make `now` answer `moment` in this thread."""
    token = _fixed.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _fixed.reset(token)
