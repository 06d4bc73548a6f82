"""Each deposit has its receipt, and only one."""

from sqlalchemy import func, select

from grants.database import db
from grants.models import Application, JournalEntry, Receipt
from grants.rehearsal.checks.check import Check

DEPOSITS = ("application.submit", "application.submit_letter")


def one_for_each_deposit() -> Check:
    """Two for a file whose letter of intent was invited: one a deposit."""
    acts = select(JournalEntry.stream, func.count()).where(JournalEntry.act.in_(DEPOSITS)).group_by(JournalEntry.stream)
    deposits = dict(db.session.execute(acts).all())
    given = select(Application, func.count(Receipt.id)).join(Receipt).group_by(Application.id)
    receipts = {file.stream: count for file, count in db.session.execute(given)}
    wrong = sorted(
        stream for stream in deposits.keys() | receipts.keys() if deposits.get(stream) != receipts.get(stream)
    )
    faults = [f"{each} : {deposits.get(each, 0)} dépôt(s), {receipts.get(each, 0)} récépissé(s)." for each in wrong]
    return Check("Un récépissé par dépôt", f"{sum(deposits.values())} dépôts", faults)
