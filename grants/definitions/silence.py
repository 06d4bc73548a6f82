"""When silence becomes a refusal (silence vaut rejet)."""

from collections.abc import Sequence
from datetime import date, timedelta

from grants.definitions import rules
from grants.values.periods import add_months

Stop = tuple[date, date | None]


def silence_date(submitted_on: date, stops: Sequence[Stop] = ()) -> date | None:
    """The day on which silence is a refusal; None while a completion is still awaited.

    stops: for each completion, the day it was asked and the day it came (None: not yet). The clock stands still
    from one to the other, and days counted twice count once. The rule is that of the day of submission.
    """
    months = rules.value("silence_months", on=submitted_on)
    end = add_months(submitted_on, int(months or 2))
    reached = submitted_on
    for asked, answered in sorted(stops, key=lambda stop: stop[0]):
        start = max(asked, reached)
        if start >= end:  # silence had already spoken
            break
        if answered is None:
            return None
        if answered > start:
            end += timedelta(days=(answered - start).days)
            reached = answered
    return end
