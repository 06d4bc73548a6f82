"""Reminders asked for by the clock."""

from typing import Any

from sqlalchemy import select

from grants import outbox
from grants.database import db
from grants.models import OutboxItem
from grants.queries import completeness, completions, reminders
from grants.services.command import transaction
from grants.values import clock


def ask_all() -> int:
    """Put in the outbox each reminder that is due and was never asked for; how many there were."""
    with transaction():
        due = {each.once: each for each in reminders.due(clock.now())}
        asked = set(db.session.scalars(select(OutboxItem.once).where(OutboxItem.once.in_(due))))
        for once in due.keys() - asked:
            each = due[once]
            outbox.put(
                each.subject, each.act, at=clock.now(), application_id=each.application_id, once=once, **said(each)
            )
        return len(due) - len(asked)


def said(reminder: reminders.Reminder) -> dict[str, Any]:
    """What the mail counts: the gaps of a draft, or what was asked and is not mended yet."""
    if reminder.counts_what_lacks:
        return {"missing": len(completeness.sentences(reminder.subject))}
    if reminder.act != "application.remind_completion":
        return {}
    asked = completions.of_file(reminder.subject)
    return {"items": [each.key for each in asked if not each.is_done] or [each.key for each in asked]}
