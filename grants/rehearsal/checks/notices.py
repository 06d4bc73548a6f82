"""Nothing waits in the outbox, and nobody reads the same thing twice at the counter."""

from sqlalchemy import func, select

from grants.database import db
from grants.models import InboxItem, OutboxItem
from grants.rehearsal.checks.check import Check


def everything_left_once() -> Check:
    waiting = db.session.scalars(select(OutboxItem.act).filter_by(done_at=None).order_by(OutboxItem.id)).all()
    twice = select(InboxItem.user_id, InboxItem.outbox_item_id).group_by(InboxItem.user_id, InboxItem.outbox_item_id)
    doubles = db.session.execute(twice.having(func.count() > 1)).all()
    faults = [f"{act} attend encore d’être notifié." for act in waiting]
    faults += [f"La personne {user_id} a reçu deux fois l’avis {item_id}." for user_id, item_id in doubles]
    done = db.session.scalar(select(func.count(OutboxItem.id)).where(OutboxItem.done_at.is_not(None)))
    copies = db.session.scalar(select(func.count(InboxItem.id)))
    return Check("Avis remis une seule fois", f"{done} avis, {copies} messages au guichet", faults)
