"""Reminders asked for by the clock."""

from sqlalchemy import select

from grants import outbox
from grants.database import db
from grants.models import OutboxItem
from grants.queries import completeness, reminders
from grants.services.command import transaction
from grants.values import clock


def ask_all() -> int:
    """Put in the outbox each reminder that is due and was never asked for; how many there were."""
    with transaction():
        due = {each.once: each for each in reminders.due(clock.now())}
        asked = set(db.session.scalars(select(OutboxItem.once).where(OutboxItem.once.in_(due))))
        for once in due.keys() - asked:
            each = due[once]
            said = {"missing": len(completeness.sentences(each.subject))} if each.counts_what_lacks else {}
            outbox.put(each.subject, each.act, at=clock.now(), application_id=each.application_id, once=once, **said)
        return len(due) - len(asked)
