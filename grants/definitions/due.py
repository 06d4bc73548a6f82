"""When the reports of a call are due, for one agreement."""

from collections.abc import Iterator
from datetime import date, timedelta

from grants.definitions.follow_up import ReportDue
from grants.values.periods import add_months

Due = tuple[str, date]  # the period it is about ("2021-03", "" for a single one), the last day to give it


def dates(due: ReportDue, *, starts_on: date, ends_on: date, notified_on: date) -> list[Due]:
    """Every due date, in order. The exercise of an organisation is taken to be the calendar year [verify]."""
    if due.on:
        return [("", due.on)]
    if due.every == "month":
        return list(monthly(due, starts_on, ends_on, notified_on))
    if due.every == "year":
        return [(f"{year}", add_months(date(year, 12, 31), 2)) for year in range(starts_on.year, ends_on.year + 1)]
    start = notified_on if due.after == "agreement_notified" else date(ends_on.year, 12, 31)
    return [("", add_months(start, due.months or 0))]


def monthly(due: ReportDue, starts_on: date, ends_on: date, notified_on: date) -> Iterator[Due]:
    """One for each month of the action that is over after the notification, given by this day of the month after."""
    month = max(starts_on, notified_on - timedelta(days=31)).replace(day=1)
    last = min(ends_on, due.until or ends_on)
    while month <= last:
        following = add_months(month, 1)
        on = following.replace(day=min(due.day or 10, 28))
        if on > notified_on and (due.until is None or on <= due.until):
            yield f"{month:%Y-%m}", on
        month = following
