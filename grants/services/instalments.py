"""Payments that wait for a report: its approval starts their clock."""

from datetime import timedelta

from sqlalchemy import select

from grants.database import db
from grants.models import Application, Payment
from grants.services.command import Act

USUAL = 60  # days, where the call does not say


def release(act: Act, application: Application, report_key: str) -> None:
    """Give a due date to what awaited this report, so many days after today; the caller holds the file."""
    days = {each.key: each.due.days for each in application.file.instalments}
    waiting = select(Payment).filter_by(application_id=application.id, awaits_report_key=report_key, due_at=None)
    for payment in db.session.scalars(waiting):
        act.lock(Payment, payment.id).due_at = act.at + timedelta(days=days.get(payment.key, USUAL))
