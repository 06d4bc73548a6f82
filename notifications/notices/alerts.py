"""Alerts: to whoever asked to be told when a call opens."""

from dataclasses import dataclass

from notifications.event import Event
from notifications.notices.notice import Notice, Notices
from notifications.subscribers import asking, confirming


@dataclass(frozen=True)
class ConfirmNotice(Notice):
    """Its page is named by a signed word."""

    def link(self, event: Event) -> str:
        return confirming(event)


NOTICES: Notices = {"alert.ask": [ConfirmNotice("subscriber", asking, "alert.ask", "", inbox=False)]}
