"""Which act tells whom: every act is here; None says that it tells nobody."""

from notifications.notices import (
    accounts,
    agreements,
    alerts,
    appeals,
    applications,
    call_drafts,
    evaluations,
    helping,
    labels,
    meetings,
    messages,
    notes,
    opinions,
    organisations,
    payments,
    recoveries,
    recusals,
    reports,
    reviews,
    rounds,
    rulings,
    scenarios,
)
from notifications.notices.notice import Notice, Notices

NOUNS = (
    accounts, rounds, alerts, applications, opinions, reviews, recusals, meetings, rulings, labels, agreements,
    payments, recoveries, reports, evaluations, appeals, messages, organisations, notes, call_drafts, helping,
    scenarios,
)  # fmt: skip

NOTICES: Notices = {act: notices for noun in NOUNS for act, notices in noun.NOTICES.items()}

__all__ = ["NOTICES", "Notice", "Notices"]
